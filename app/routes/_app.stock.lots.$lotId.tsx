import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { dayOf } from '~/lib/day'
import { idIn, notHere } from '~/lib/http.server'
import { enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import { attachRecord, confirmRecords } from '~/modules/receiving/commands/records.server'
import { explainReceiving, recordAttached, recordsConfirmed } from '~/modules/receiving/messages'
import { lotRecords } from '~/modules/receiving/queries/deliveries.server'
import { confirmForm, recordForm } from '~/modules/receiving/schema'
import { LotRecords } from '~/modules/receiving/ui/lot-records'
import { storyWords } from '~/modules/reports/queries/story-words.server'
import { answerStockForm, holdIntents } from '~/modules/stock/commands/forms.server'
import { lotView, withEndings } from '~/modules/stock/queries/views.server'
import { LotPage } from '~/modules/stock/ui/lot-page'

const nowhere = 'There is no such lot. Look it up in Stock.'

export const meta: MetaFunction = () => [{ title: 'Lot · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { context, site, roles } = await enter(request, 'stock.read')
  const lotId = idIn(params.lotId, nowhere)
  const view = await context.db.snapshot((reader) => lotView(reader, lotId, context.at))
  if (!view) throw notHere(nowhere)
  const words = await storyWords(context.db, view.lot.id, view.told)
  return {
    ...view,
    holds: withEndings(view.holds, { actor: context.actor, roles }),
    words: { ...words, zone: site.timeZone, today: dayOf(context.at, site.timeZone), counted: view.lot.product },
    records: await lotRecords(context.db.read, view.lot.id),
    mayMove: may(roles, 'stock.move'),
    mayHold: may(roles, 'stock.hold'),
    mayTrace: may(roles, 'recall.read'),
    mayReceive: may(roles, 'receiving.receive'),
  }
}

type Answer = { done: boolean; title: string; movement?: string; about?: 'records' }
const reply = (answer: Answer) => data({ answer }, { status: answer.done ? 200 : 422 })

async function attached(request: Request, lotId: number, form: FormData) {
  const { context } = await enter(request, 'receiving.receive')
  const record = parseWithZod(form, { schema: recordForm })
  if (record.status !== 'success')
    return reply({ done: false, title: 'Choose the kind of record, and enter its number.', about: 'records' })
  const { commandKey, ...input } = record.value
  const done = await attachRecord(context, commandKey, { lotId, ...input })
  return reply(
    done.ok
      ? { done: true, title: recordAttached(done.value), about: 'records' }
      : { done: false, title: explainReceiving(done.refusal), about: 'records' },
  )
}

async function confirmed(request: Request, lotId: number, form: FormData) {
  const { context } = await enter(request, 'receiving.receive')
  const read = parseWithZod(form, { schema: confirmForm })
  if (read.status !== 'success')
    return reply({
      done: false,
      title: 'Enter the lot that the records name, and what they conclude.',
      about: 'records',
    })
  const { commandKey, ...input } = read.value
  const done = await confirmRecords(context, commandKey, { lotId, ...input })
  return reply(
    done.ok
      ? { done: true, title: recordsConfirmed(done.value), about: 'records' }
      : { done: false, title: explainReceiving(done.refusal), about: 'records' },
  )
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { context, site, roles } = await enter(request, 'stock.read')
  const form = await request.formData()
  const lotId = idIn(params.lotId, nowhere)
  const intent = String(form.get('intent'))
  if (intent === 'record') return attached(request, lotId, form)
  if (intent === 'confirm-records') return confirmed(request, lotId, form)
  await enter(request, holdIntents.has(intent) ? 'stock.hold' : 'stock.move')
  return reply(await answerStockForm(context, { siteId: site.id, timeZone: site.timeZone, roles, lotId }, form))
}

export default function Lot() {
  const { records, mayReceive, ...page } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()?.answer
  const ofRecords = answer?.about === 'records'
  return (
    <LotPage {...page} answer={ofRecords ? undefined : answer}>
      <LotRecords
        category={page.lot.product.category}
        records={records}
        zone={page.words.zone}
        mayAttach={mayReceive}
        waiting={page.holds.some((hold) => hold.reason === 'records' && hold.source?.startsWith('delivery:'))}
        answer={ofRecords ? answer : undefined}
      />
    </LotPage>
  )
}
