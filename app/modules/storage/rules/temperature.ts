/** Hundredths of °C as people say them: −7100 → `−71 °C`, 450 → `4.5 °C`. */
export function celsiusText(centi: number): string {
  const degrees = Math.abs(centi) / 100
  const figure = Number.isInteger(degrees) ? String(degrees) : degrees.toFixed(2).replace(/0$/, '')
  return `${centi < 0 ? '−' : ''}${figure} °C`
}

/**
 * Reads a temperature as typed (`4.5`, `-71`, `−71`, `39,2`) in the given unit into hundredths of °C; null when it is none.
 * Fahrenheit is rounded to the nearest hundredth of a degree Celsius.
 */
export function parseTemperature(text: string, unit: 'C' | 'F'): number | null {
  const match = /^\s*([-−–+]?)(\d{1,3})(?:[.,](\d{1,2}))?\s*(?:°?\s*[CF])?\s*$/i.exec(text)
  if (!match) return null
  const hundredths = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'))
  const signed = match[1] && match[1] !== '+' ? -hundredths : hundredths
  // Adding zero turns a negative zero into zero.
  return (unit === 'F' ? Math.round(((signed - 3200) * 5) / 9) : signed) + 0
}
