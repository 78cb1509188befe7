import { idIn } from '~/lib/http.server'
import { may } from '~/modules/auth/rules'
import type { ScanReply } from '~/modules/labels/ui/scan-queue'
import { lookAt } from '~/modules/readiness/queries/look.server'
import { unitHead } from '~/modules/stock/queries/lot-story.server'
import { placeAndShelves, placeFacts, placesOf } from '~/modules/stock/queries/places.server'
import { resolveScan } from '~/modules/stock/queries/scan.server'
import { lotWords } from '~/modules/stock/rules/lot-key'
import { type SeenScan, scannedAtPlace, scannedAtUnit, type UnitScanReply } from '~/modules/stock/rules/scan-at'
import { explainOther, explainScan } from '~/modules/stock/rules/scan-words'
import { type Door, done, type Sent, sorry, wrapperSays } from '../action'
import { choicesIn, scanIn } from './scan'

/** The kinds of places that a container is moved to. */
export const movableTo = ['storage', 'shelf', 'preparation', 'room', 'kit'] as const

type Replied<Reply extends ScanReply> = { readonly reply: Reply }

/** A scan that moves nothing: read as at every other door, and answered by the page that it was scanned on. */
async function scannedFor<Reply extends ScanReply>(
  sent: Sent,
  answer: (scanned: SeenScan) => Reply,
): Promise<Replied<Reply | ScanReply>> {
  const { visitor } = sent
  const { context, site, roles } = visitor
  const where = { siteId: site.id, timeZone: site.timeZone, at: context.at, seesPatients: may(roles, 'patient.read') }
  const found = await resolveScan(context.db.read, { ...scanIn(sent), ...where, expecting: ['unit', 'lot', 'place'] })
  if (found.ok) {
    const { scanned } = found.value
    const seen: SeenScan =
      scanned.kind === 'units'
        ? { kind: 'looked', looked: await lookAt(context.db.read, scanned.units, context.at) }
        : scanned
    const reply = answer(seen)
    const detail = [reply.detail, ...found.value.said].filter(Boolean).join(' ')
    return { reply: detail === '' ? reply : { ...reply, detail } }
  }
  const { refusal } = found
  const choices = choicesIn(refusal)
  const title =
    refusal.code === 'SCAN_OTHER_THING'
      ? [`${explainOther(refusal)} Scan the label of a container or of a place.`, ...(refusal.said ?? [])].join(' ')
      : explainScan(refusal)
  return { reply: choices.length > 0 ? { tone: 'question', title, choices } : { tone: 'refused', title } }
}

const mayNot = wrapperSays({ code: 'FORBIDDEN', permission: 'stock.read' })

const replied = <Reply extends ScanReply>(given: Replied<Reply>) => ({
  ...done(null, given),
  ok: given.reply.tone !== 'refused',
})

/** A scan on a place's page: does it stand here by the records? */
export const scanAtPlace =
  (nowhere: string): Door<Replied<ScanReply>> =>
  async (sent) => {
    const { visitor, params } = sent
    if (!may(visitor.roles, 'stock.read')) return mayNot
    const place = await placeFacts(visitor.context.db.read, idIn(params.placeId, nowhere))
    if (!place || place.siteId !== visitor.site.id) return sorry(nowhere)
    const within = await placeAndShelves(visitor.context.db.read, place.id)
    return replied(await scannedFor(sent, (scanned) => scannedAtPlace({ ...place, within }, scanned)))
  }

/** A scan on a container's page: is it the one in the hand, and where does it go? */
export const scanAtUnit =
  (none: string): Door<Replied<ScanReply | UnitScanReply>> =>
  async (sent) => {
    const { visitor, params } = sent
    if (!may(visitor.roles, 'stock.read')) return mayNot
    const { read } = visitor.context.db
    const unit = await unitHead(read, idIn(params.unitId, none))
    if (!unit) return sorry(none)
    const places = await placesOf(read, visitor.site.id, [...movableTo])
    const page = { id: unit.id, lotId: unit.lot.id, name: unit.number ?? `${lotWords(unit.lot.lotNumber)}` }
    return replied(await scannedFor(sent, (scanned) => scannedAtUnit(page, places, scanned)))
  }
