/** The product codes that a label prints. */
import type { LabelReading, PrintedCode } from '../types'
import { withCheckDigit } from './gs1-checks'
import { ndc10Of, ndc11Of } from './ndc'

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/**
 * An NDC in every spelling that the catalog may know it by (R60): ten digits, the numbers of eleven digits that they can
 * be, and the GTIN that holds it, `003` + ten digits + check digit.
 */
function ndcCodes(gtin: string | null, { fields }: LabelReading): PrintedCode[] {
  const ten = text(fields.ndc10) ?? (gtin !== null && /^003\d{11}$/.test(gtin) ? gtin.slice(3, 13) : null)
  const eleven = fields.ndc11Candidates ?? (ten === null ? [] : ndc11Of(ten))
  const tens = ten === null ? eleven.flatMap(ndc10Of) : [ten]
  const gtins = gtin === null ? tens.map((each) => withCheckDigit(`003${each}`)) : []
  return [
    ...[...tens, ...eleven].map((code) => ({ scheme: 'ndc' as const, code })),
    ...gtins.map((code) => ({ scheme: 'gs1' as const, code })),
  ]
}

function isbtCodes(reading: LabelReading): PrintedCode[] {
  const { fields } = reading
  const container = text(fields.containerDI)
  const item = fields.manufacturer && fields.catalog ? `${fields.manufacturer}${fields.catalog}` : null
  const description = text(fields.pdc) ?? text(fields.productCode)?.slice(0, 5) ?? null
  // The most exact first: a PPIC names the processor's own product, a product description code every processor's.
  return [text(fields.di), container, item, description].flatMap((code) =>
    code === null ? [] : [{ scheme: 'isbt128' as const, code }],
  )
}

/**
 * The product codes that a label prints, the most exact first (R1): a label of several standards may carry several.
 * None for a label that names no product (a secondary HIBC symbol, a lot alone).
 */
export function codesOf(reading: LabelReading): PrintedCode[] {
  const { fields, symbology } = reading
  const codes: PrintedCode[] = []
  const gtin = text(fields.gtin) ?? text(fields.contentGtin)
  if (gtin !== null) codes.push({ scheme: 'gs1', code: gtin })
  const hibc = text(fields.di)
  if (symbology === 'hibc' && hibc !== null) codes.push({ scheme: 'hibc', code: hibc })
  if (symbology === 'isbt128') codes.push(...isbtCodes(reading))
  codes.push(...ndcCodes(gtin, reading))
  const pzn = text(fields.pzn)
  if (pzn !== null) codes.push({ scheme: 'pzn', code: pzn })
  const own = text(fields.own)
  if (own !== null) codes.push({ scheme: 'own', code: own })
  return codes
}
