/** GS1 Digital Link URIs (uncompressed): key and qualifiers in the path, attributes in the query. */
import { addElement, noElements, refuseAt } from './gs1-elements'
import { gs1Reading } from './gs1-fields'
import { isLinkAttribute, LINK_KEYS, LINK_NAMES, specOf } from './gs1-table'
import { accept, type Ctx, type Outcome, refuse, warn } from './outcome'

type Pair = readonly [ai: string, value: string]

/** Whether the text is a web address as a Digital Link may be one: the scheme all lower or all upper case. */
export function isLink(text: string): boolean {
  return /^(https?|HTTPS?):\/\//.test(text)
}

/**
 * Reads a Digital Link. Refuses addresses without a key, qualifiers out of their order, a qualifier in the query,
 * unknown numeric names, repeats. Names that are no numbers are the web site's own and ignored.
 */
export function readLink(text: string, ctx: Ctx): Outcome {
  const foreign = /[^!#$&'()*+,\-./0-9:;=?@A-Z_a-z~%[\]]/.exec(text)
  if (foreign) return refuse('CHARSET', 'web address', foreign.index, foreign[0])
  const [, path = '', query = ''] = /^\w+:\/\/([^?#]*)\??([^#]*)/.exec(text)!
  const segments = path.split('/')
  if (!/^[\w.~:-]+$/.test(segments[0]!)) return refuse('CHARSET', 'web address', 0, segments[0])
  const keyed = pathOf(segments)
  if (!keyed) return refuse('SYNTAX', 'web address', 0, text)
  const { pairs } = keyed
  let { isOld } = keyed
  const found = [...pairs]
  for (const part of query.split(/[&;]/)) {
    const [, name = '', value = ''] = /^(\w+)(?:=(.*))?$/s.exec(part) ?? []
    const ai = name === 'exp' ? '17' : name
    if (!/^\d+$/.test(ai)) {
      // What a site calls its own is its own; a name that speaks of lot, serial or date is not passed over in silence.
      if (/^(lot|batch|ser(ial)?|exp\w*|best_?before)$/i.test(name)) warn(ctx, 'LINK_PART_IGNORED', name)
      continue
    }
    const text = value.replace(/\+/g, ' ')
    if (name === 'exp' && found.some(([other, had]) => other === ai && had === text)) continue
    const refusal = refuseAttribute(ai, found, pairs)
    if (refusal) return refusal
    isOld ||= name === 'exp'
    found.push([ai, text])
  }
  return readPairs(found, isOld, ctx)
}

/** Whether it has old names, then the last key of the path with its qualifiers; or null where there is none. */
function pathOf(segments: readonly string[]): { isOld: boolean; pairs: Pair[] } | null {
  const pairs: Pair[] = []
  let isOld = false
  for (let at = segments.length - 2; at >= 1; at -= 2) {
    const name = segments[at]!
    const ai = Object.hasOwn(LINK_NAMES, name) ? LINK_NAMES[name]! : name
    if (!/^\d{2,4}$/.test(ai)) return null
    isOld ||= ai !== name
    pairs.unshift([ai, segments[at + 1]!])
    if (LINK_KEYS[ai] && fits(LINK_KEYS[ai], pairs.slice(1))) return { isOld, pairs }
  }
  return null
}

/** Whether the qualifiers are in one of the orders that the key allows. */
function fits(orders: readonly (readonly string[])[], qualifiers: readonly Pair[]): boolean {
  const names = qualifiers.map(([ai]) => ai)
  return orders.some((order) => order.filter((ai) => names.includes(ai)).join() === names.join())
}

function refuseAttribute(ai: string, found: readonly Pair[], [key, ...qualifiers]: readonly Pair[]): Outcome | null {
  if (!specOf(ai)) return refuse('UNKNOWN_AI', '', undefined, ai)
  if (found.some(([name]) => name === ai)) return refuse('REPEATED_AI', `(${ai}) address`, undefined, ai)
  // A qualifier that the path could have carried belongs into the path.
  const isQualifier = LINK_KEYS[key![0]]!.some((order) =>
    [ai, ...qualifiers.map(([name]) => name)].every((name) => order.includes(name)),
  )
  return isQualifier || !isLinkAttribute(ai) ? refuse('SYNTAX', 'query', undefined, ai) : null
}

function readPairs(found: readonly Pair[], isOld: boolean, ctx: Ctx): Outcome {
  let old = isOld
  const elements = noElements()
  for (const [id, escaped] of found) {
    // An incomplete escape stays: "%" is a legal character of values.
    const text = escaped.replace(/%([\dA-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    const value = id === '01' && /^(\d{8}|\d{12,13})$/.test(text) ? text.padStart(14, '0') : text
    old ||= value !== text
    const complaint = addElement(elements, specOf(id), value, 0, 0, ctx.thisYear)
    if (complaint) return refuseAt(complaint, undefined, text)
  }
  if (old) warn(ctx, 'OLD_DIGITAL_LINK')
  return accept(gs1Reading('gs1-digital-link', elements, ctx))
}
