import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { createSimplePlace, createStorage } from '~/modules/storage/commands/places.server'
import { explainStorage } from '~/modules/storage/messages'
import { storageLocations } from '~/modules/storage/queries/locations.server'
import { unitInUse } from '~/modules/storage/queries/readings.server'
import { placeForm, storageForm } from '~/modules/storage/schema'
import { type NewPlaceForm, NewPlacePage } from '~/modules/storage/ui/new-place-page'
import { actionOf, type Door, formOf } from '~/server/action'

export const meta: MetaFunction = () => [{ title: 'New place · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, site } = await enter(request, 'storage.record')
  const found = await storageLocations(context.db.read, site.id)
  const unit = await unitInUse(context.db.read, site.id)
  return { storages: found.map(({ placeId, name }) => ({ id: placeId, name })), unit }
}

/** The answer says which of the two forms it is about: they have fields of the same names. */
const ofForm =
  (form: NewPlaceForm['form'], door: Door): Door<NewPlaceForm> =>
  async (sent) => {
    const outcome = await door(sent)
    return 'goTo' in outcome ? outcome : { ...outcome, value: { form } }
  }

export const action = actionOf('storage.record', {
  storage: ofForm(
    'storage',
    formOf(createStorage, {
      form: storageForm,
      input: (given) => given,
      say: () => null,
      explain: explainStorage,
      goTo: ({ placeId }) => `/storage/${placeId}`,
    }),
  ),
  place: ofForm(
    'place',
    formOf(createSimplePlace, {
      form: placeForm,
      input: (given) => given,
      say: () => null,
      explain: explainStorage,
      goTo: () => '/storage',
    }),
  ),
})

export default function NewPlace() {
  return <NewPlacePage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />
}
