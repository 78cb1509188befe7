/**
 * The micrograms in a milliliter that a strength says (1% is 10,000; 10 mg/mL is the same). Only one figure and nothing else
 * is taken: whatever else is written stays unknown, and is asked for.
 */
export function microgramsPerMl(strength: string | null): number | null {
  const percent = /^\s*(\d{1,2}(?:\.\d{1,3})?)\s*%\s*$/.exec(strength ?? '')
  const milligrams = /^\s*(\d{1,3}(?:\.\d{1,3})?)\s*mg\s*\/\s*mL\s*$/i.exec(strength ?? '')
  const amount = percent ? Number(percent[1]) * 10_000 : milligrams ? Number(milligrams[1]) * 1_000 : 0
  return amount >= 1 ? Math.round(amount) : null
}
