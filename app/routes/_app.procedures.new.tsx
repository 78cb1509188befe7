import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { bookPage } from '~/modules/procedures/queries/day.server'
import { BookPage } from '~/modules/procedures/ui/book-page'
import { actionOf } from '~/server/action'
import { newBookingDoor } from '~/server/forms/procedures'

export const meta: MetaFunction = () => [{ title: 'Book a procedure · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const visitor = await enter(request, 'procedure.change')
  return { view: await bookPage(visitor, new URL(request.url).searchParams) }
}

export const action = actionOf('procedure.change', newBookingDoor)

export default function NewProcedure() {
  const answer = useActionData<typeof action>()
  const { view } = useLoaderData<typeof loader>()
  return (
    <BookPage
      view={view}
      errors={answer?.errors ?? {}}
      refusal={answer?.sentence ?? null}
      asks={answer?.asks ?? []}
      found={answer?.value ?? null}
    />
  )
}
