import { parseWithZod } from '@conform-to/zod/v4'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { dayOf } from '~/lib/day'
import { idIn, notHere } from '~/lib/http.server'
import { explainForbidden } from '~/modules/auth/messages'
import { enter } from '~/modules/auth/queries.server'
import { may, rolesThatMay } from '~/modules/auth/rules'
import { attachRecord, confirmRecords } from '~/modules/receiving/commands/records.server'
import { explainReceiving, recordAttached, recordsConfirmed } from '~/modules/receiving/messages'
import { lotRecords } from '~/modules/receiving/queries/deliveries.server'
import { confirmForm, recordForm } from '~/modules/receiving/schema'
import { LotRecords } from '~/modules/receiving/ui/lot-records'
import { storyWords } from '~/modules/reports/queries/story-words.server'
import { lotView, withEndings } from '~/modules/stock/queries/views.server'
import { LotPage } from '~/modules/stock/ui/lot-page'
import { actionOf, type Door, done, type Outcome, sorry } from '~/server/action'
import { lotDoors, noLot } from '~/server/forms/stock'

export const meta: MetaFunction = () => [{ title: 'Lot · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { context, site, roles, personId } = await enter(request, 'stock.read')
  const lotId = idIn(params.lotId, noLot)
  const view = await context.db.snapshot((reader) => lotView(reader, lotId, context.at))
  if (!view) throw notHere(noLot)
  const words = await storyWords(context.db, view.lot.id, view.told)
  return {
    ...view,
    holds: await withEndings(context.db.read, view.holds, { human: personId, roles }),
    words: { ...words, zone: site.timeZone, today: dayOf(context.at, site.timeZone), counted: view.lot.product },
    records: await lotRecords(context.db.read, view.lot.id),
    mayMove: may(roles, 'stock.move'),
    mayHold: may(roles, 'stock.hold'),
    mayTrace: may(roles, 'recall.read'),
    mayReceive: may(roles, 'receiving.receive'),
  }
}

type About = { readonly about: 'records' }

/** What is answered about the records is shown beside them. */
const aboutRecords = (ok: boolean, sentence: string): Outcome<About> => ({
  ...(ok ? done(sentence) : sorry(sentence)),
  value: { about: 'records' },
})

const mayNot = explainForbidden('receiving.receive', rolesThatMay('receiving.receive'))

const attached: Door<About> = async ({ visitor, form, params }) => {
  if (!may(visitor.roles, 'receiving.receive')) return aboutRecords(false, mayNot)
  const record = parseWithZod(form, { schema: recordForm })
  if (record.status !== 'success') return aboutRecords(false, 'Choose the kind of record, and enter its number.')
  const { commandKey, ...input } = record.value
  const answer = await attachRecord(visitor.context, commandKey, { lotId: idIn(params.lotId, noLot), ...input })
  return answer.ok
    ? aboutRecords(true, recordAttached(answer.value))
    : aboutRecords(false, explainReceiving(answer.refusal))
}

const confirmed: Door<About> = async ({ visitor, form, params }) => {
  if (!may(visitor.roles, 'receiving.receive')) return aboutRecords(false, mayNot)
  const read = parseWithZod(form, { schema: confirmForm })
  if (read.status !== 'success')
    return aboutRecords(false, 'Enter the lot that the records name, and what they conclude.')
  const { commandKey, ...input } = read.value
  const answer = await confirmRecords(visitor.context, commandKey, { lotId: idIn(params.lotId, noLot), ...input })
  return answer.ok
    ? aboutRecords(true, recordsConfirmed(answer.value))
    : aboutRecords(false, explainReceiving(answer.refusal))
}

export const action = actionOf({ ...lotDoors, record: attached, 'confirm-records': confirmed })

export default function Lot() {
  const { records, mayReceive, ...page } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const value = answer?.value ?? null
  const ofRecords = value !== null && 'about' in value
  return (
    <LotPage {...page} answer={answer && !ofRecords ? { ...answer, value: null } : undefined}>
      <LotRecords
        category={page.lot.product.category}
        records={records}
        zone={page.words.zone}
        mayAttach={mayReceive}
        waiting={page.holds.some((hold) => hold.reason === 'records' && hold.source?.startsWith('delivery:'))}
        answer={answer && ofRecords ? { done: answer.ok, title: answer.sentence ?? '' } : undefined}
      />
    </LotPage>
  )
}
