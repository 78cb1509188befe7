import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { createSimplePlace, createStorage } from '~/modules/storage/commands.server'
import { explainStorage } from '~/modules/storage/messages'
import { storageLocations } from '~/modules/storage/queries.server'
import { placeForm, storageForm } from '~/modules/storage/schema'
import { NewPlacePage } from '~/modules/storage/ui/new-place-page'

export const meta: MetaFunction = () => [{ title: 'New place · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, site } = await enter(request, 'storage.record')
  const found = await storageLocations(context.db.read, site.id)
  return { storages: found.map(({ placeId, name }) => ({ id: placeId, name })) }
}

type Errors = Record<string, string[] | null>
const sorry = (form: string, errors: Errors, refusal: string | null = null) =>
  data({ form, errors, refusal }, { status: 422 })

export async function action({ request }: ActionFunctionArgs) {
  const { context, site } = await enter(request, 'storage.record')
  const form = await request.formData()
  if (form.get('intent') === 'place') {
    const place = parseWithZod(form, { schema: placeForm })
    if (place.status !== 'success') return sorry('place', place.error ?? {})
    const { commandKey, ...input } = place.value
    const made = await createSimplePlace(context, commandKey, { ...input, siteId: site.id })
    if (made.ok) throw redirect('/storage')
    return sorry('place', {}, explainStorage(made.refusal))
  }
  const storage = parseWithZod(form, { schema: storageForm })
  if (storage.status !== 'success') return sorry('storage', storage.error ?? {})
  const { commandKey, unit: _unit, ...input } = storage.value
  const made = await createStorage(context, commandKey, { ...input, siteId: site.id })
  if (made.ok) throw redirect(`/storage/${made.value.placeId}`)
  return sorry('storage', {}, explainStorage(made.refusal))
}

export default function NewPlace() {
  const answer = useActionData<typeof action>()
  return (
    <NewPlacePage
      {...useLoaderData<typeof loader>()}
      errors={answer?.errors ?? {}}
      refusal={answer?.refusal ?? null}
      form={answer?.form ?? ''}
    />
  )
}
