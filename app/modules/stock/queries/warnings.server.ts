import type { Reader } from '~/lib/db.server'
import type { LotRef, Meaning } from '../rules/meanings'
import { nameOfMeaning } from '../rules/scan-words'
import { warningOf } from '../rules/warnings'
import { type FactsWhere, unitFacts } from './facts.server'
import { type Asked, meaningsOf } from './meanings.server'

type Named = { readonly key: string; readonly name: string; readonly where: FactsWhere }

const lotNamed = (lot: Pick<LotRef, 'lotId' | 'lotNumber' | 'productName'>): Named => ({
  key: `lot ${lot.lotId}`,
  name: `${lot.productName}, lot ${lot.lotNumber}`,
  where: { lotIds: [lot.lotId] },
})

function namedBy(meaning: Meaning): Named[] {
  switch (meaning.kind) {
    case 'lot':
      return [lotNamed(meaning.lot)]
    case 'unit': {
      const { unitId } = meaning.unit
      return [{ key: `unit ${unitId}`, name: nameOfMeaning(meaning), where: { unitIds: [unitId] } }]
    }
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

/**
 * What stands against using what a text or a label names, a sentence for each thing: a scan that can't be taken, or that
 * means several things, must not hide a recall. What stands at this site counts before what stands elsewhere.
 */
export async function warningsOf(
  reader: Reader,
  asked: Asked & { readonly siteId: number },
  meanings: readonly Meaning[],
): Promise<string[]> {
  const meant = meanings.filter(({ why }) => why !== 'CONTAINS')
  const named = [...meant.flatMap(namedBy), ...(await printedOtherwise(reader, asked, meant))]
  const warnings: string[] = []
  for (const { name, where } of new Map(named.map((each) => [each.key, each])).values()) {
    const all = await unitFacts(reader, { ...where, includeEmpty: true })
    const here = all.filter(({ siteId }) => siteId === asked.siteId)
    const warning = warningOf(name, here.length > 0 ? here : all, asked.at)
    if (warning !== null) warnings.push(warning)
  }
  return [...new Set(warnings)]
}
