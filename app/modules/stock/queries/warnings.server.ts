import type { Reader } from '~/lib/db.server'
import { ended, explainFinding } from '../messages'
import { productLot } from '../rules/lot-key'
import type { LotRef, Meaning, Meanings } from '../rules/meanings'
import { explainNaming } from '../rules/naming'
import { explainMay, nameOfMeaning } from '../rules/scan-words'
import { warningOf } from '../rules/warnings'
import type { UnitFacts } from '../types'
import { apartOf } from './apart.server'
import { unitFacts } from './facts.server'
import { standingHoldsOn } from './holds-on.server'
import { type Asked, meaningsOf } from './meanings.server'
import { namingsLike, namingsOf } from './watched.server'

type Named = { readonly name: string; readonly lotId?: number; readonly unitId?: number; readonly ofLot: number }

const lotNamed = (lot: Pick<LotRef, 'lotId' | 'lotNumber' | 'productName'>): Named => ({
  name: `${productLot(lot.productName, lot.lotNumber)}`,
  lotId: lot.lotId,
  ofLot: lot.lotId,
})

function namedBy(meaning: Meaning): Named[] {
  switch (meaning.kind) {
    case 'lot':
      return [lotNamed(meaning.lot)]
    case 'unit':
      return [{ name: nameOfMeaning(meaning), unitId: meaning.unit.unitId, ofLot: meaning.unit.lotId }]
    case 'group':
      return meaning.lots.map(lotNamed)
    case 'unknown':
      return meaning.lot ? [lotNamed(meaning.lot)] : []
    default:
      return []
  }
}

/** The lots that a label prints beside a serial of another lot: which of the two is wrong, nobody knows. */
async function printedOtherwise(reader: Reader, asked: Asked, meanings: readonly Meaning[]): Promise<Named[]> {
  const printed = meanings.flatMap(({ differs }) =>
    differs.flatMap((each) => (each.code === 'SERIAL_OF_OTHER_LOT' ? [each.printed] : [])),
  )
  const answers = [...new Set(printed)].map((raw) =>
    meaningsOf(reader, { ...asked, raw, symbologyId: '', open: undefined, parts: false, expecting: ['lot'] }),
  )
  return (await Promise.all(answers)).flatMap((answer) =>
    answer.meanings.filter(({ kind, certainty }) => kind === 'lot' && certainty !== 'near').flatMap(namedBy),
  )
}

/** The rows of all that is named, gone ones too: one read for lots and one for containers, however many there are. */
async function factsOf(reader: Reader, named: readonly Named[]): Promise<UnitFacts[]> {
  const lotIds = [...new Set(named.flatMap(({ lotId }) => lotId ?? []))]
  const unitIds = [...new Set(named.flatMap(({ unitId }) => unitId ?? []))]
  const [ofLots, ofUnits] = await Promise.all([
    lotIds.length > 0 ? unitFacts(reader, { lotIds, includeEmpty: true }) : [],
    unitIds.length > 0 ? unitFacts(reader, { unitIds, includeEmpty: true }) : [],
  ])
  return [...ofLots, ...ofUnits.filter((unit) => !lotIds.includes(unit.lotId))]
}

/**
 * What stands against using what a text or a label names, a sentence for each thing: the open notices that name it although
 * nothing here bears the name, then what stands against what is here. A scan that can't be taken, or that means several things,
 * must not hide a recall. What stands at this site counts before what stands elsewhere.
 * @param answer what the text means, or a part of it
 */
export async function warningsOf(
  reader: Reader,
  asked: Asked & { readonly siteId: number },
  answer: Pick<Meanings, 'typed' | 'meanings'>,
): Promise<string[]> {
  const namings = await namingsOf(reader, answer)
  return [...new Set([...namings.map(explainNaming), ...(await warningsOfKnown(reader, asked, answer.meanings))])]
}

/** The same of a text as it came, also where it is several names: each of them is warned of. */
export async function warningsOfText(
  reader: Reader,
  asked: Asked & { readonly siteId: number },
  answer: Meanings,
): Promise<string[]> {
  const { answers } = await apartOf(reader, asked, answer)
  const all: string[] = []
  for (const each of [answer, ...answers]) all.push(...(await warningsOf(reader, asked, each)))
  return [...new Set(all)]
}

/** What is known by a record of its use alone never stood anywhere: the holds on its lot are said all the same. */
async function heldNowhere(
  reader: Reader,
  { at, timeZone }: Pick<Asked, 'at' | 'timeZone'>,
  named: readonly Named[],
): Promise<string[]> {
  const rowOf = ({ ofLot, unitId = 0 }: Named) => ({ unitId, lotId: ofLot, productId: 0, placeId: 0, parentId: null })
  const holdsOf = await standingHoldsOn(reader, named.map(rowOf))
  return named.flatMap((each) => {
    const why = holdsOf(rowOf(each)).map(({ reason, note, placedAt }) =>
      ended(explainFinding({ code: 'ON_HOLD', reason, note, since: placedAt }, timeZone, at)),
    )
    return why.length > 0 ? [`${each.name}: don't use it. ${why.join(' ')}`] : []
  })
}

/** The same of what is here, by records of ours alone. */
export async function warningsOfKnown(
  reader: Reader,
  asked: Asked & { readonly siteId: number },
  meanings: readonly Meaning[],
): Promise<string[]> {
  const meant = meanings.filter(({ why }) => why !== 'CONTAINS')
  const named = [...meant.flatMap(namedBy), ...(await printedOtherwise(reader, asked, meant))]
  const rows = await factsOf(reader, named)
  const nowhere = named.filter(({ ofLot }) => rows.every((each) => each.lotId !== ofLot))
  const held = nowhere.length > 0 ? await heldNowhere(reader, asked, nowhere) : []
  const warnings = named.flatMap(({ name, lotId, unitId }) => {
    const all = rows.filter((each) => (unitId === undefined ? each.lotId === lotId : each.unitId === unitId))
    const here = all.filter(({ siteId }) => siteId === asked.siteId)
    return warningOf(name, here.length > 0 ? here : all, asked.at) ?? []
  })
  return [...new Set([...warnings, ...held])]
}

/**
 * What stands against what a thing looks like that is known and not here: a record of its use alone makes a name known, and a
 * look-alike of a recalled lot stays one.
 */
export async function warningsOfAlike(
  reader: Reader,
  asked: Asked & { readonly siteId: number },
  { meanings }: Meanings,
  taken: Meaning,
): Promise<string[]> {
  const near = meanings.filter(({ certainty, why }) => certainty === 'near' && why === 'LOOK_ALIKE')
  const [named, known] = [await namingsLike(reader, [taken.matched]), await warningsOfKnown(reader, asked, near)]
  const may = known.length > 0 ? explainMay({ meanings: near }) : null
  return [...named.map(explainNaming), ...known, ...(may === null ? [] : [may])]
}
