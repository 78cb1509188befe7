/** GS1 Digital Link URIs (uncompressed): key and qualifiers in the path, attributes in the query. */
import type { LabelElement } from '../types'
import { checkValue } from './gs1-elements'
import { gs1Reading } from './gs1-fields'
import { aiSpec, isLinkAttribute, LINK_KEYS } from './gs1-table'
import { accept, type Ctx, type Outcome, refuse } from './outcome'

/** Names that release 1.1 of the standard allowed for identifiers in the path. */
const OLD_NAMES: Readonly<Record<string, string>> = {
  sscc: '00',
  gtin: '01',
  lot: '10',
  ser: '21',
  cpv: '22',
  gdti: '253',
  glnx: '254',
  gcn: '255',
  ginc: '401',
  gsin: '402',
  gln: '414',
  payTo: '415',
  party: '417',
  grai: '8003',
  giai: '8004',
  itip: '8006',
  cpid: '8010',
  cpsn: '8011',
  gmn: '8013',
  gsrnp: '8017',
  gsrn: '8018',
  srin: '8019',
  refNo: '8020',
}

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
  if (foreign) return refuse('CHARSET', 'A web address can’t hold this character.', foreign.index, foreign[0])
  const address = text.split('#', 1)[0]!.replace(/^\w+:\/\//, '')
  const question = address.indexOf('?')
  const segments = (question < 0 ? address : address.slice(0, question)).split('/')
  if (!/^[\w.~:-]+$/.test(segments[0]!)) return refuse('CHARSET', 'This is no name of a web site.', 0, segments[0])
  const path = findKey(segments)
  if (!path) return refuse('SYNTAX', 'This web address names no product: it is not a GS1 Digital Link.', 0, text)
  const { pairs, old } = path
  const found: [string, string][] = pairs.map(([ai, value]) => [ai, unescapePercent(value)])
  for (const part of question < 0 ? [] : address.slice(question + 1).split(/[&;]/)) {
    const [name = '', value] = [
      part.split('=', 1)[0],
      part.includes('=') ? part.slice(part.indexOf('=') + 1) : undefined,
    ]
    if (!/^\d+$/.test(name)) continue
    const refusal = refuseAttribute(name, found, pairs)
    if (refusal) return refusal
    found.push([name, unescapePercent((value ?? '').replace(/\+/g, ' '))])
  }
  return readPairs(found, old, ctx)
}

/** The last key of the path with its qualifiers, or null where there is none. */
function findKey(segments: readonly string[]): { pairs: [string, string][]; old: boolean } | null {
  const pairs: [string, string][] = []
  let old = false
  for (let at = segments.length - 2; at >= 1; at -= 2) {
    const name = segments[at]!
    const ai = OLD_NAMES[name] ?? name
    old ||= ai !== name
    pairs.unshift([ai, segments[at + 1]!])
    const alternatives = Object.hasOwn(LINK_KEYS, ai) ? LINK_KEYS[ai] : undefined
    if (
      alternatives &&
      areInOrder(
        pairs.slice(1).map(([qualifier]) => qualifier),
        alternatives,
      )
    )
      return { pairs, old }
    if (!/^\d{2,4}$/.test(ai)) return null
  }
  return null
}

function areInOrder(qualifiers: readonly string[], alternatives: readonly (readonly string[])[]): boolean {
  if (qualifiers.length === 0) return true
  return alternatives.some((order) => {
    let from = 0
    return qualifiers.every((qualifier) => {
      const at = order.indexOf(qualifier, from)
      from = at + 1
      return at >= 0
    })
  })
}

function refuseAttribute(
  ai: string,
  found: readonly [string, string][],
  path: readonly [string, string][],
): Outcome | null {
  const spec = aiSpec(Number(ai))
  if (!spec || spec.ai !== ai) return refuse('UNKNOWN_AI', `GS1 has no identifier (${ai}).`, undefined, ai)
  if (found.some(([name]) => name === ai))
    return refuse('REPEATED_AI', `(${ai}) is in the address twice.`, undefined, ai)
  if (!isLinkAttribute(ai)) return refuse('SYNTAX', `(${ai}) can’t stand after the question mark.`, undefined, ai)
  // A qualifier that the path could have carried belongs into the path.
  const qualifiers = path.slice(1).map(([name]) => name)
  const fits = LINK_KEYS[path[0]![0]]!.some(
    (order) => order.includes(ai) && qualifiers.every((qualifier) => order.includes(qualifier)),
  )
  return fits ? refuse('SYNTAX', `(${ai}) belongs before the question mark.`, undefined, ai) : null
}

function readPairs(found: readonly [string, string][], old: boolean, ctx: Ctx): Outcome {
  const elements: LabelElement[] = []
  let padded = old
  for (const [ai, text] of found) {
    const spec = aiSpec(Number(ai))
    if (!spec || spec.ai !== ai) return refuse('UNKNOWN_AI', `GS1 has no identifier (${ai}).`, undefined, ai)
    const value = ai === '01' && /^(\d{8}|\d{12,13})$/.test(text) ? text.padStart(14, '0') : text
    padded ||= value !== text
    const complaint = checkValue(spec, value, 0, value.length, ctx.now)
    if (complaint) return refuse(complaint.code, complaint.detail, undefined, text)
    elements.push({ id: ai, value })
  }
  if (padded) {
    const detail = 'The web address is written in an older form of GS1 Digital Link.'
    ctx.warnings.push({ code: 'OLD_DIGITAL_LINK', detail })
  }
  return accept(gs1Reading('gs1-digital-link', elements, ctx))
}

/** Percent-encoded characters as what they stand for; an incomplete one stays, "%" is a legal character of values. */
function unescapePercent(text: string): string {
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
