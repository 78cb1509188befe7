import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { clockTime, dayOf } from '~/lib/day'
import { idIn, notHere } from '~/lib/http.server'
import { enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import { recordReading } from '~/modules/storage/commands.server'
import { explainStorage, readingSentence } from '~/modules/storage/messages'
import { locationPage, readings, storageLocations } from '~/modules/storage/queries.server'
import { readingForm } from '~/modules/storage/schema'
import { LocationPage } from '~/modules/storage/ui/location-page'

const nowhere = 'There is no such storage location at this site. Go back to Storage.'

export const meta: MetaFunction = () => [{ title: 'Storage location · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { context, site, roles } = await enter(request, 'stock.read')
  const reader = context.db.read
  const all = await storageLocations(reader, site.id)
  const location = all.find(({ placeId }) => placeId === idIn(params.placeId, nowhere))
  if (!location) throw notHere(nowhere)
  const page = await locationPage(reader, location.placeId)
  const today = dayOf(context.at, site.timeZone)
  return {
    location,
    readings: await readings(reader, location.placeId),
    excursions: page?.excursions ?? [],
    alarm: page?.storage ?? null,
    backup: all.find(({ placeId }) => placeId === page?.storage?.backupPlaceId)?.name ?? null,
    at: context.at,
    now: `${today}T${clockTime(context.at, site.timeZone)}`,
    zone: site.timeZone,
    today,
    mayRecord: may(roles, 'storage.record'),
  }
}

type Errors = Record<string, string[] | null>
const reply = (errors: Errors, answer: { done: boolean; warns?: boolean; title: string } | null) =>
  data({ errors, answer }, { status: answer?.done ? 200 : 422 })

export async function action({ request, params }: ActionFunctionArgs) {
  const { context, site } = await enter(request, 'storage.record')
  const submission = parseWithZod(await request.formData(), { schema: readingForm(site.timeZone) })
  if (submission.status !== 'success') return reply(submission.error ?? {}, null)
  const { commandKey, ...reading } = submission.value
  const done = await recordReading(context, commandKey, {
    ...reading,
    placeId: idIn(params.placeId, nowhere),
    siteId: site.id,
  })
  return reply(
    {},
    done.ok
      ? { done: true, warns: done.value.outOfRange || done.value.unproven > 0, title: readingSentence(done.value) }
      : { done: false, title: explainStorage(done.refusal) },
  )
}

export default function Location() {
  const answered = useActionData<typeof action>()
  return (
    <LocationPage
      {...useLoaderData<typeof loader>()}
      errors={answered?.errors ?? {}}
      answer={answered?.answer ?? null}
    />
  )
}
