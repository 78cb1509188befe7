/** GS1 element strings: application identifiers and their values, as a scanner sends them (GenSpecs 7.8). */
import { cutElements } from './gs1-elements'
import { gs1Reading } from './gs1-fields'
import { separatorReadings } from './gs1-separators'
import { accept, type Ctx, type Outcome, refuse } from './outcome'

/**
 * Reads an element string without symbology identifier. A leading GS is FNC1 in first position, superfluous separators
 * are tolerated (GenSpecs 7.8.3), equal repeats too; a repeat with another value is refused.
 */
export function readElementString(text: string, ctx: Ctx): Outcome {
  const cut = cutElements(text, ctx.now)
  if ('code' in cut) return refuse(cut.code, cut.detail, cut.at, text.slice(cut.at, cut.at + 20))
  if (cut.gaps > 0) {
    const detail = 'The label has a separator with nothing between it and the next one.'
    ctx.warnings.push({ code: 'EMPTY_ELEMENT', detail })
  }
  return separatorReadings(cut.elements, text, ctx) ?? accept(gs1Reading('gs1-element-string', cut.elements, ctx))
}
