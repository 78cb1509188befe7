// The keys of a patient as app/modules/patients/rules/find-keys.ts made them when this migration was written.

const plain = { ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', æ: 'ae', œ: 'oe', ß: 'ss', ı: 'i', ħ: 'h' }
const apostrophes = /['’‘‛`´ʼʻʹ′＇]/gu

const foldSearch = (text) =>
  text
    .replace(apostrophes, '')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[øłđðþæœßıħ]/gu, (letter) => plain[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const foldMrn = (text) => text.toUpperCase().replace(/[\s‐-―-]+/g, '')

const mrnKeyOf = (text) =>
  foldMrn(text.normalize('NFKC'))
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
    .replace(/(?<!\p{N})0+(?=\p{N})/gu, '')

function piecesOfWord(word) {
  const letters = [...word]
  const found = [`^${letters[0] ?? ''}`]
  for (let size = 2; size <= 3; size += 1)
    for (let from = 0; from + size <= letters.length; from += 1) found.push(letters.slice(from, from + size).join(''))
  return found
}

export function keysOf(mrn, name) {
  const mrnKey = mrnKeyOf(mrn)
  const words = [...new Set(foldSearch(`${mrn} ${foldMrn(mrn)} ${mrnKey} ${name}`).split(' '))]
  return {
    searchKey: words.join(' '),
    mrnKey,
    nameKey: foldSearch(name).split(' ').sort().join(' '),
    pieces: [...new Set(words.filter(Boolean).flatMap(piecesOfWord))],
  }
}
