// The names inside a lot's text as app/modules/names/rules/inner-names.ts read them when this migration was written.

const WORD = /[^\s,;:()[\]{}<>"'`“”„‘’«»‹›…*~#=?!/|&\\]+/gu
const GLUED = /(?<=\d)(?=(?:exp|sn|ser|lot|mfg|mfd)(?:\b|\d))/gi
const IDENTIFIER = /^(?:10|21)(?=.{3})/
const NO_LOT =
  /^(?:\d{1,4}|\d{1,4}[-.]\d{1,2}(?:[-.]\d{1,4})?|\d+(?:\.\d+)?(?:ml|mg|mcg|ug|g|l|cc|iu|%|x|c|f)|(?:exp|mfg|mfd|sn|ser|ref|ndc|qty|no|nr|x)[-.]?\d*)$/i
const PLAIN_WORD = /^\p{L}{3,}$/u
const PARTED = /^\p{L}{1,2}\s+\d[\p{L}\d-]*$/u
const DONATION = /^([A-NP-Z1-9][A-NP-Z0-9]{2}\d\d\d\d\d{6})(\d\d)?([0-9A-Z*])?$/
const mostWords = 24
const shortestName = 3

const lookAlikes = { O: '0', I: '1', L: '1', S: '5', B: '8', Z: '2' }

export const keyOf = (text) => text.toUpperCase().replace(/[\s‐-―-]+/g, '')

export const skeletonOf = (text) =>
  keyOf(text)
    .replace(/[_./\\:]+/g, '')
    .replace(/[OILSBZ]/g, (letter) => lookAlikes[letter])

export function namesInLot(lotNumber) {
  const text = lotNumber.replace(GLUED, ' ')
  const whole = keyOf(text)
  if (DONATION.test(whole)) return []
  const matches = [...text.matchAll(WORD)].slice(0, mostWords)
  const words = matches.map(([word]) => word)
  const isPlain = words.every((word) => PLAIN_WORD.test(word) || /\d/.test(word))
  const bare = words.map((word) => word.replace(/^[-.]+|[-.]+$/g, ''))
  const single = [...bare, ...bare.map((word) => word.replace(IDENTIFIER, ''))].filter(
    (word) => !NO_LOT.test(word) && (/\p{L}/u.test(word) || (isPlain && words.includes(word))),
  )
  const pairs = matches
    .slice(1)
    .map((last, index) => text.slice(matches[index].index, last.index + last[0].length))
    .filter((pair) => PARTED.test(pair))
  const found = [...single, ...pairs].map((each) => each.replace(/^-+/, ''))
  return found.filter((each, index) => {
    const key = keyOf(each)
    const isName = key !== whole && key.length >= shortestName && /\d/.test(each)
    return isName && found.findIndex((other) => keyOf(other) === key) === index
  })
}
