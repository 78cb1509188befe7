import { endpoints } from '~/api/endpoints'
import { dayOf } from '~/lib/day'
import { perform } from '~/modules/auth/commands/perform.server'
import type { Visitor } from '~/modules/auth/types'
import { checkSeal } from '~/modules/kits/commands/check.server'
import { explainKitRefusal } from '~/modules/kits/messages'
import { scanForReadiness } from '~/modules/procedures/commands/ready.server'
import { scanForGiving } from '~/modules/procedures/commands/scan-give.server'
import { explainProcedure } from '~/modules/procedures/messages'
import { lookAt } from '~/modules/readiness/queries/look.server'
import { lookUp } from '~/modules/recalls/queries/look-up.server'
import { scannedLookUp } from '~/modules/recalls/queries/scanned.server'
import type { LookUp } from '~/modules/recalls/types'
import { receive } from '~/modules/receiving/commands/receive.server'
import { explainReceiving } from '~/modules/receiving/messages'
import { whatIsThis } from '~/modules/reports/queries/what-is-this.server'
import { findOnHand } from '~/modules/stock/queries/find-on-hand.server'
import { onHandSearch } from '~/modules/stock/schema'
import { scanAtPlace, scanAtUnit } from '~/server/forms/stock-scans'
import { placeOf, unitOf } from '../../scenarios/things'
import { idOf, newKey, visitorOf, type World } from '../../scenarios/world'

/** What a door made of a text: taken, asked or refused with a code, and all that it said. */
export type Said = { readonly verdict: string; readonly words: string }

export type Door = (raw: string) => Promise<Said>

type Refused = { readonly ok: false; readonly refusal: { readonly code: string } }

const refused = (code: string, words: string): Said => ({ verdict: code, words })

function ofScan(answer: { ok: true } | Refused, explain: (refusal: never) => string): Said {
  if (answer.ok) return { verdict: 'taken', words: 'said' in answer ? String(answer.said) : '' }
  const { code } = answer.refusal
  const words = explain(answer.refusal as never)
  // Whatever stops the thing itself was found after the scan was taken for it.
  return code.startsWith('SCAN_') && code !== 'SCAN_WHICH_ONE' && code !== 'SCAN_NOT_HERE'
    ? refused(code, words)
    : { verdict: 'taken', words }
}

const wordsOf = ({ asked, unread }: Pick<LookUp, 'asked' | 'unread'>): string =>
  [...asked.flatMap((each) => each.said), ...unread.map((each) => `Not looked up: ${each}`)].join(' ')

function ofLookUp(found: Pick<LookUp, 'asked' | 'unread' | 'followed' | 'matches'>): Said {
  const lots = found.matches.map((each) => `lot ${each.lotNumber}`).join(' ')
  return { verdict: found.followed.length > 0 ? 'taken' : 'refused', words: `${wordsOf(found)} ${lots}` }
}

async function onPage(
  door: ReturnType<typeof scanAtPlace>,
  visitor: Visitor,
  raw: string,
  params: Record<string, string>,
): Promise<Said> {
  const form = new FormData()
  form.set('raw', raw)
  const outcome = await door({ visitor, form, params })
  if ('goTo' in outcome) return refused('led away', '')
  const reply = outcome.value?.reply
  const words = [reply?.title ?? outcome.sentence, reply?.detail].filter(Boolean).join(' ')
  const taken = /^(STOP\. )?This (is|label names)|here by the records|stands in|nothing of it is left|^It goes to/.test(
    words,
  )
  return { verdict: taken ? 'taken' : 'refused', words }
}

const pages = /^\/(stock|kits|patients|catalog|receiving|procedures)\//

/** All doors of a clinic, by name. */
export async function doorsOf(world: World): Promise<Readonly<Record<string, Door>>> {
  const [nurse, supply, manager] = [
    await visitorOf(world, 'nurse'),
    await visitorOf(world, 'supply'),
    await visitorOf(world, 'manager'),
  ]
  const procedureId = idOf(world, 'procedure', 'P')
  const deliveryId = idOf(world, 'delivery', 'V')
  const { id: kitId } = await world.db.read.kit.findFirstOrThrow()
  const place = await placeOf(world, 'Fridge 1')
  const unit = await unitOf(world, 'AF2201003')
  const api = endpoints.find(({ name }) => name === 'whatIsThis')
  const scansApi = endpoints.find(({ name }) => name === 'receiveScan')
  const zone = world.site.timeZone
  return {
    scanPage: async (raw) => {
      const { title, detail, to } = await whatIsThis(nurse, raw, '')
      return {
        verdict: pages.test(to?.href ?? '') ? 'taken' : 'refused',
        words: [title, detail].filter(Boolean).join(' '),
      }
    },
    scanApi: async (raw) => {
      const answer = await api!.run(nurse, { raw, symbologyId: '' })
      if (!answer.ok) return refused(answer.refusal.code, answer.refusal.message)
      const { title, detail, page } = answer.value as { title: string; detail: string | null; page: string | null }
      return { verdict: pages.test(page ?? '') ? 'taken' : 'refused', words: [title, detail].filter(Boolean).join(' ') }
    },
    readiness: async (raw) =>
      ofScan(await perform(nurse, scanForReadiness, { procedureId, raw, symbologyId: '' }, newKey(world)), (refusal) =>
        explainProcedure(refusal, zone),
      ),
    giving: async (raw) =>
      ofScan(await perform(nurse, scanForGiving, { procedureId, raw, symbologyId: '' }, newKey(world)), (refusal) =>
        explainProcedure(refusal, zone),
      ),
    placePage: (raw) => onPage(scanAtPlace('none'), nurse, raw, { placeId: String(place.id) }),
    unitPage: (raw) => onPage(scanAtUnit('none'), nurse, raw, { unitId: String(unit.id) }),
    lookUpPage: async (raw) => {
      const led = await scannedLookUp(manager, raw, '')
      if (!led.ok) return refused('refused', led.refusal.sentence)
      const { lot, product } = led.value
      return ofLookUp(await lookUp(manager, lot, [], product === undefined ? undefined : Number(product)))
    },
    lookUpApi: async (raw) => ofLookUp(await lookUp(manager, raw, [])),
    // More than a line can hold: whatever the label means is found out, and nothing is ever booked.
    receiving: async (raw) => {
      const line = { deliveryId, scans: [{ raw, symbologyId: '' }], placeId: null, packages: 501 }
      const answer = await perform(supply, receive, line, newKey(world))
      return answer.ok
        ? { verdict: 'taken', words: '' }
        : refused(answer.refusal.code, explainReceiving(answer.refusal as never))
    },
    receivingApi: async (raw) => {
      const answer = await scansApi!.run(supply, {
        id: deliveryId,
        scanId: newKey(world),
        raw,
        symbologyId: '',
        quantity: 501,
      })
      return answer.ok ? { verdict: 'taken', words: '' } : refused(answer.refusal.code, answer.refusal.message)
    },
    stockList: async (raw) => {
      const { context, site } = nurse
      const { show, find: text } = onHandSearch.parse({ find: raw })
      const today = dayOf(context.at, zone)
      const where = { siteId: site.id, timeZone: zone, today, at: context.at, show, text, offset: 0 }
      const { products, warnings, said } = await findOnHand(context.db.read, where, lookAt)
      const listed = products.flatMap(({ lots }) => lots.map(({ lotNumber }) => `lot ${lotNumber}`))
      return { verdict: listed.length > 0 ? 'taken' : 'refused', words: [...warnings, ...said, ...listed].join(' ') }
    },
    kitPage: async (raw) => {
      const answer = await perform(nurse, checkSeal, { kitId, raw }, newKey(world))
      return answer.ok
        ? { verdict: 'taken', words: '' }
        : refused(answer.refusal.code, explainKitRefusal(answer.refusal as never))
    },
  }
}
