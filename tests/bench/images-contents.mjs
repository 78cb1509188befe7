// What stands on the labels of the image bench: the contents that clinics meet, made from a seed.

/**
 * Numbers from 0 up to 1, the same for the same seed (mulberry32).
 * @param {number} seed
 */
export function randomFrom(seed) {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** The three carriers of the bench, in turn. */
export const carriers = ['GS1 DataMatrix', 'QR', 'GS1-128']

const lotSigns = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ-/'

/**
 * One symbol's content.
 * @param {string} carrier one of `carriers`
 * @param {() => number} random
 * @returns {{ bcid: string, source: string, text: string }} bwip-js's name of the symbol and what it is to encode, and the
 *   text that a decoder must give: without the leading FNC1, group separators as they are
 */
export function contentFor(carrier, random) {
  const parts = partsFor(carrier, random)
  // Half of the QR symbols are Digital Links: an ordinary QR symbol with a web address.
  if (carrier === 'QR' && random() < 0.5) {
    const [gtin, ...rest] = parts
    const path = rest.filter(([code]) => code !== '17').map(([code, value]) => `/${code}/${encodeURIComponent(value)}`)
    const text = `https://id.gs1.org/01/${gtin[1]}${path.join('')}?17=${rest.find(([code]) => code === '17')[1]}`
    return { bcid: 'qrcode', source: text, text }
  }
  const bcid = { 'GS1 DataMatrix': 'gs1datamatrix', QR: 'gs1qrcode', 'GS1-128': 'gs1-128' }[carrier]
  const source = parts.map(([code, value]) => `(${code})${value}`).join('')
  return { bcid, source, text: elementString(parts) }
}

function elementString(parts) {
  return parts
    .map(([code, value], index) => {
      const open = (code === '10' || code === '21') && index < parts.length - 1
      return `${code}${value}${open ? '\x1d' : ''}`
    })
    .join('')
}

function partsFor(carrier, random) {
  const pick = (limit) => Math.floor(random() * limit)
  const signs = (from, to) =>
    Array.from({ length: from + pick(to - from + 1) }, () => lotSigns[pick(lotSigns.length)]).join('')
  const digits = (count) => Array.from({ length: count }, () => pick(10)).join('')
  const two = (value) => String(value).padStart(2, '0')
  const gtin = ['01', withCheckDigit(`0${digits(12)}`)]
  const expiry = ['17', `${27 + pick(4)}${two(1 + pick(12))}${two(1 + pick(28))}`]
  const lot = ['10', signs(5, 8)]
  if (carrier !== 'GS1-128') return random() < 0.3 ? [gtin, expiry, lot] : [gtin, expiry, lot, ['21', signs(4, 9)]]
  // Linear labels are long: the vial's own, the second of a pair, or a serial number behind the lot.
  const kind = pick(3)
  if (kind === 0) return [gtin, expiry, ['10', digits(6)]]
  return kind === 1 ? [expiry, lot] : [expiry, ['10', digits(6)], ['21', digits(6)]]
}

function withCheckDigit(thirteen) {
  const sum = [...thirteen].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0)
  return `${thirteen}${(10 - (sum % 10)) % 10}`
}
