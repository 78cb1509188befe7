/** GS1 element strings: application identifiers and their values, as a scanner sends them (GenSpecs 7.8). */
import { cutElements, refuseAt } from './gs1-elements'
import { gs1Reading } from './gs1-fields'
import { separatorReadings } from './gs1-separators'
import { accept, type Ctx, type Outcome, warn } from './outcome'

/**
 * Reads the element string that stands from `from` on, behind its symbology identifier; positions count from there. A leading GS is FNC1 in first position, superfluous separators
 * are tolerated (GenSpecs 7.8.3), equal repeats too; a repeat with another value is refused.
 */
export function readElementString(text: string, ctx: Ctx, from = 0): Outcome {
  const cut = cutElements(text, ctx.thisYear, from)
  if ('code' in cut) return refuseAt(cut, -from, text.slice(cut.at, cut.at + 20))
  if (cut.gaps > 0) warn(ctx, 'EMPTY_ELEMENT')
  return separatorReadings(cut, text, from, ctx) ?? accept(gs1Reading('gs1-element-string', cut, ctx))
}
