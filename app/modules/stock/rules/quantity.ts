/**
 * A quantity of base units in people's words: volumes in mL, single things by count. A volume that is a whole number of
 * containers is said in containers.
 */
export function quantityText(quantity: number, product: { baseUnit: string; containerQuantity: number }): string {
  if (product.baseUnit !== 'uL') return String(quantity)
  const containers = quantity / product.containerQuantity
  if (Number.isInteger(containers)) return `${containers} × ${volumeText(product.containerQuantity)}`
  return volumeText(quantity)
}

/** Microliters as milliliters: 2000 → `2.0 mL`, 250 → `0.25 mL`. */
export function volumeText(microliters: number): string {
  const milliliters = microliters / 1000
  return `${Number.isInteger(milliliters * 10) ? milliliters.toFixed(1) : milliliters.toFixed(3).replace(/0$/, '')} mL`
}

/** Reads milliliters typed by a person (`2`, `2.5`, `2,5`) into whole microliters; null when it is none. */
export function parseMilliliters(text: string): number | null {
  const match = /^\s*(\d{1,6})(?:[.,](\d{1,3}))?\s*(?:ml)?\s*$/i.exec(text)
  if (!match) return null
  return Number(match[1]) * 1000 + Number((match[2] ?? '').padEnd(3, '0'))
}
