import { endpoints } from '~/api/endpoints'
import type { ScanReply } from '~/modules/labels/ui/scan-queue'
import { lookUp } from '~/modules/recalls/queries/look-up.server'
import { scannedLookUp } from '~/modules/recalls/queries/scanned.server'
import type { LookUp } from '~/modules/recalls/types'
import { whatIsThis } from '~/modules/reports/queries/what-is-this.server'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { newestPostings } from '~/modules/stock/queries/lot-story.server'
import type { Door } from '~/server/action'
import { scanAtPlace, scanAtUnit } from '~/server/forms/stock-scans'
import { the } from '../forms'
import { placeOf, unitOf } from '../things'
import { question } from '../verb'
import { made, type Outcome, StoryFault, visitorOf, type World } from '../world'

type Identified = {
  readonly tone: string
  readonly title: string
  readonly detail?: string | null
  readonly page: string | null
}

const kindsOfPage: Readonly<Record<string, string>> = {
  catalog: 'a product',
  places: 'a place',
  kits: 'a kit',
  patients: 'a patient',
  receiving: 'a delivery',
  procedures: 'a procedure',
}

/** The thing that a page is about. */
async function thingOf(world: World, page: string | null): Promise<string> {
  const [, kind = '', id] = /\/(lots|places|catalog|kits|patients|receiving|procedures)\/(\d+)/.exec(page ?? '') ?? []
  if (kind !== 'lots') return kindsOfPage[kind] ?? 'something'
  const lot = await world.db.read.lot.findUniqueOrThrow({ where: { id: Number(id) }, select: { lotNumber: true } })
  return `lot ${lot.lotNumber}`
}

/** `lot AF-2201, usable`, `lot AF-2201, don’t use`; `asks`; `refused`. */
async function identified(world: World, { tone, title, detail, page }: Identified): Promise<Outcome> {
  const sentence = [title, detail].filter(Boolean).join(' ')
  if (tone === 'question') return { said: ['asks'], sentence }
  if (page === null) return { said: [tone === 'good' ? 'known' : 'refused'], sentence }
  const thing = await thingOf(world, page)
  if (!thing.startsWith('lot ')) return { said: [thing === 'something' && tone === 'refused' ? tone : thing], sentence }
  return { said: [thing, tone === 'good' ? 'usable' : 'not usable'], sentence }
}

/** `lot AF-2201`; `asks lot AF-22O1`; `not read “…”`; `not here`. */
function lookedUp({
  asked,
  unread,
  matches,
  followed,
}: Pick<LookUp, 'asked' | 'unread' | 'matches' | 'followed'>): Outcome {
  const ids = new Set(followed.map((match) => match.lotId))
  const other = matches.filter((match) => !ids.has(match.lotId))
  const said = [
    ...followed.map((match) => `lot ${match.lotNumber}`),
    ...other.map((match) => `asks lot ${match.lotNumber}`),
    ...unread.map((text) => `not read "${text}"`),
  ]
  const sentence = asked.flatMap((each) => each.said).join(' ')
  return { said: said.length > 0 ? said : ['not here'], sentence }
}

/** An answer of the API's look-up, as far as these words go. */
type ApiLookUp = Pick<LookUp, 'asked' | 'unread' | 'followed'> & { readonly near: LookUp['matches'] }

async function fromApi(world: World, who: string, name: string, input: Record<string, unknown>) {
  const door = endpoints.find((each) => each.name === name)
  if (!door) throw new StoryFault(`The API has no door called ${name}.`)
  return door.run(await visitorOf(world, who), input)
}

/** A scan on a page of stock, which moves nothing: the tone of its answer. */
async function scannedOn(
  world: World,
  who: string,
  door: Door<{ readonly reply: ScanReply }>,
  text: string,
  ids: Readonly<Record<string, number>>,
): Promise<Outcome> {
  const form = new FormData()
  form.set('raw', text)
  const params = Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, String(id)]))
  const outcome = await door({ visitor: await visitorOf(world, who), form, params })
  if ('goTo' in outcome) return { said: ['led away'] }
  const reply = outcome.value?.reply
  return {
    said: [reply?.tone ?? 'refused'],
    sentence: [reply?.title ?? outcome.sentence, reply?.detail].filter(Boolean).join(' '),
  }
}

/** Questions at the doors that take a scan and change nothing, and the form that a count starts with. */
export const doorVerbs = [
  question(
    'scans {text} at what is this',
    'nurse scans AF2201001 at what is this -> lot AF-2201, usable',
    async (world, who, said) => {
      const { to, ...found } = await whatIsThis(await visitorOf(world, who), the(said, 'text'), '')
      return identified(world, { ...found, page: to?.href ?? null })
    },
  ),
  question(
    'scans {text} at the API',
    'nurse scans AF2201001 at the API -> lot AF-2201, usable',
    async (world, who, said) => {
      const answer = await fromApi(world, who, 'whatIsThis', { raw: the(said, 'text'), symbologyId: '' })
      return answer.ok
        ? identified(world, answer.value as Identified)
        : { said: [`refused ${answer.refusal.code}`], sentence: answer.refusal.message }
    },
  ),
  question(
    'searches for {text}',
    'nurse searches for needle -> Product Needle 18G, Product Spinal needle 22G',
    async (world, who, said) => {
      const { others, title, detail } = await whatIsThis(await visitorOf(world, who), the(said, 'text'), '')
      const rows = others.map(({ kind, name }) => `${kind} ${name}`)
      return { said: rows.length > 0 ? rows : ['nothing more'], sentence: [title, detail].filter(Boolean).join(' ') }
    },
  ),
  question(
    'scans {text} on the page of {place}',
    'nurse scans AF2201001 on the page of "Fridge 1" -> good, says "here by the records"',
    async (world, who, said) => {
      const place = await placeOf(world, the(said, 'place'))
      return scannedOn(world, who, scanAtPlace('There is no such place.'), the(said, 'text'), { placeId: place.id })
    },
  ),
  question(
    'scans {text} on the page of vial {unit}',
    'nurse scans AF2201001 on the page of vial AF2201001 -> good, says "the one of this page"',
    async (world, who, said) => {
      const unit = await unitOf(world, the(said, 'unit'))
      return scannedOn(world, who, scanAtUnit('There is no such unit.'), the(said, 'text'), { unitId: unit.id })
    },
  ),
  question('looks up {text}', 'supply looks up AF-2201 -> lot AF-2201', async (world, who, said) =>
    lookedUp(await lookUp(await visitorOf(world, who), the(said, 'text'))),
  ),
  question(
    'looks up {text} at the API',
    'supply looks up AF-2201 at the API -> lot AF-2201',
    async (world, who, said) => {
      const answer = await fromApi(world, who, 'lookUpLot', { lot: the(said, 'text'), follow: [] })
      if (!answer.ok) return { said: [`refused ${answer.refusal.code}`], sentence: answer.refusal.message }
      const { near, followed, ...rest } = answer.value as ApiLookUp
      return lookedUp({ ...rest, followed, matches: [...followed, ...near] })
    },
  ),
  question(
    'scans {text} at the look-up',
    'supply scans "(01)00860014210013(10)AF-2201" at the look-up -> lot AF-2201',
    async (world, who, said) => {
      const visitor = await visitorOf(world, who)
      const led = await scannedLookUp(visitor, the(said, 'text'), '')
      if (!led.ok) return { said: ['refused'], sentence: led.refusal.sentence }
      const { lot, product } = led.value
      return lookedUp(await lookUp(visitor, lot, [], product === undefined ? undefined : Number(product)))
    },
  ),
  question(
    'opens the count form of {unit} at {place}',
    'supply opens the count form of ND-4401 at "Cabinet" -> form F',
    async (world, _who, said) => {
      const unit = await unitOf(world, the(said, 'unit'))
      const place = await placeOf(world, the(said, 'place'))
      const [facts] = await unitFacts(world.db.read, { unitIds: [unit.id], placeIds: [place.id], includeEmpty: true })
      const posting = (await newestPostings(world.db.read, unit.lotId, unit.id)).get(place.id) ?? 0
      const { containerQuantity } = unit.product
      world.forms.push({
        unitId: unit.id,
        placeId: place.id,
        quantity: facts?.quantity ?? 0,
        posting,
        containerQuantity,
      })
      return made('form', world.forms.length - 1)
    },
  ),
]
