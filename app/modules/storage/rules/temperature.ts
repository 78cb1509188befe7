/** The two scales on which clinics read thermometers. */
export type TemperatureUnit = 'C' | 'F'

/** A figure with at most two decimals and a minus sign that can't be mistaken for a hyphen. */
function figureText(hundredths: number): string {
  const degrees = Math.abs(hundredths) / 100
  const figure = Number.isInteger(degrees) ? String(degrees) : degrees.toFixed(2).replace(/0$/, '')
  return `${hundredths < 0 ? '−' : ''}${figure}`
}

/** Hundredths of °C as people say them: −7100 → `−71 °C`, 450 → `4.5 °C`. */
export const celsiusText = (centi: number): string => `${figureText(centi)} °C`

/** Hundredths of °C on the Fahrenheit scale, in hundredths of °F. */
export const toFahrenheit = (centi: number): number => Math.round((centi * 9) / 5) + 3200

/** Hundredths of °F in hundredths of °C, rounded to the nearest. Adding zero turns a negative zero into zero. */
export const toCelsius = (hundredths: number): number => Math.round(((hundredths - 3200) * 5) / 9) + 0

/** Hundredths of °C as somebody with a Fahrenheit thermometer says them: 500 → `41 °F`. Rounded to a tenth. */
export const fahrenheitText = (centi: number): string => `${figureText(Math.round(toFahrenheit(centi) / 10) * 10)} °F`

/** A temperature as it was typed: hundredths of °C, and the unit in which it was said. */
export type TypedTemperature = { readonly centi: number; readonly unit: TemperatureUnit }

const form = /^([-−–+]?)\s*(\d{1,3})(?:[.,](\d{1,2}))?\s*(?:(?:[°ºo˚]|deg\.?|degrees?)?\s*(c|f|celsius|fahrenheit)?)$/i

/**
 * Reads a temperature as typed (`4.5`, `-71`, `39,2`, `41F`, `5 °C`). A unit that was typed with the figure counts, whatever
 * `preferred` says; `preferred` counts where none was typed. Null when the text is no temperature.
 */
export function readTemperature(text: string, preferred: TemperatureUnit): TypedTemperature | null {
  const match = form.exec(text.trim())
  if (!match) return null
  const [, sign, whole, fraction, said] = match
  const hundredths = Number(whole) * 100 + Number((fraction ?? '').padEnd(2, '0'))
  const signed = sign && sign !== '+' ? -hundredths : hundredths
  const unit = said === undefined ? preferred : /^c/i.test(said) ? 'C' : 'F'
  return { centi: (unit === 'F' ? toCelsius(signed) : signed) + 0, unit }
}

/** What `readTemperature` reads, in hundredths of °C alone. */
export const parseTemperature = (text: string, preferred: TemperatureUnit): number | null =>
  readTemperature(text, preferred)?.centi ?? null
