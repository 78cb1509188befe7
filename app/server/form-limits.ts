/** How much a form may bring, counted before anything is parsed. Bytes are those of the body as it is sent. */
export type FormRoom = { readonly bytes: number; readonly fields: number }

const kB = 1024

/** What anybody may send without a session, and all that the pages before the door ever need. */
export const strangerRoom: FormRoom = { bytes: 16 * kB, fields: 50 }

const usualRoom: FormRoom = { bytes: 256 * kB, fields: 500 }

/** Forms with a field for each lot or each thing in a kit, and the letter of a recall, which is pasted in whole. */
const roomier: readonly { readonly path: RegExp; readonly room: FormRoom }[] = [
  { path: /^\/(sign-in|sign-out|set-up|look)(\.data)?$/, room: strangerRoom },
  { path: /^\/storage\/excursions\//, room: { bytes: 1024 * kB, fields: 5_000 } },
  { path: /^\/kits(\/|\.data$|$)/, room: { bytes: 512 * kB, fields: 5_000 } },
  { path: /^\/recalls(\/|\.data$|$)/, room: { bytes: 1024 * kB, fields: 5_000 } },
]

/** What a page's form may hold, for a person who is signed in. */
export const roomOf = (path: string): FormRoom => roomier.find((row) => row.path.test(path))?.room ?? usualRoom

/** A form that is not read: its status and a sentence. */
export type FormRefusal = { readonly status: 400 | 413 | 415; readonly sentence: string }

/** The longest field name, and the deepest: `answers.fever` has two parts. */
const nameMost = 80
/** The longest value, in UTF-16 units: the letter of a recall. */
const valueMost = 100_000

// A name such as "lots[4000000000]" or "constructor.x" makes whoever turns names into objects build something monstrous;
// no form of ours has brackets in a name.
const nameForm = /^[A-Za-z][\w-]*(\.[\w-]+){0,3}$/
const inherited = new Set(Object.getOwnPropertyNames(Object.prototype))

const quoted = (name: string): string => `"${name.slice(0, 40).replace(/[^\x20-\x7e]/g, '?')}"`

/** Text that a database can't keep as it was sent: the null character, or half of a character pair. */
export const isStorable = (text: string): boolean => !text.includes('\0') && !/\p{Surrogate}/u.test(text)

/** Says of a number of bytes what a person would say: "256 kB". */
export const inWords = (bytes: number): string =>
  bytes < kB * kB ? `${Math.round(bytes / kB)} kB` : `${bytes / kB / kB} MB`

/** The refusal of a body that is too large. */
export const tooLarge = (room: FormRoom, stranger: boolean): FormRefusal => ({
  status: 413,
  sentence: stranger
    ? `This is too large: at most ${inWords(room.bytes)} are taken from somebody who is not signed in. Nothing was stored. Sign in and send it again.`
    : `This is too large: at most ${inWords(room.bytes)} are taken here at once. Nothing was stored. Send less text at once.`,
})

/** The refusal of a form with too many fields. */
export const tooMany = (room: FormRoom): FormRefusal => ({
  status: 413,
  sentence: `This form has more than ${room.fields} fields, which no form of ours has here. Nothing was stored. Reload the page and send it again.`,
})

function refusalOfName(name: string): FormRefusal | null {
  const known = name.length <= nameMost && nameForm.test(name) && !name.split('.').some((part) => inherited.has(part))
  if (known) return null
  return {
    status: 400,
    sentence: `This form has a field named ${quoted(name)}, which no form of ours has. Nothing was stored. Reload the page and send it again.`,
  }
}

function refusalOfValue(name: string, value: string): FormRefusal | null {
  if (value.length > valueMost)
    return {
      status: 413,
      sentence: `What was entered in ${quoted(name)} is too long: it has ${value.length} characters, and at most ${valueMost} are taken. Nothing was stored.`,
    }
  if (!isStorable(value))
    return {
      status: 400,
      sentence: `What was entered in ${quoted(name)} contains the null character, or half of a character; neither can be stored. Nothing was stored. Scan or type it again.`,
    }
  return null
}

/**
 * Looks through the fields of a form before a page reads it: how many, their names, their values. Null when it may be read.
 * A name can't stand for a value and for a group of values at once: whoever builds objects from them would mix the two.
 */
export function refusalOfFields(fields: Iterable<readonly [string, unknown]>, room: FormRoom): FormRefusal | null {
  const plain = new Set<string>()
  const groups = new Set<string>()
  let count = 0
  for (const [name, value] of fields) {
    count += 1
    if (count > room.fields) return tooMany(room)
    if (typeof value !== 'string')
      return { status: 400, sentence: 'This form brings a file, and no form takes files here. Nothing was stored.' }
    const refusal = refusalOfName(name) ?? refusalOfValue(name, value)
    if (refusal) return refusal
    plain.add(name)
    for (let dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) groups.add(name.slice(0, dot))
  }
  const both = [...groups].find((name) => plain.has(name))
  return both === undefined
    ? null
    : {
        status: 400,
        sentence: `This form has ${quoted(both)} as a field and as a group of fields. Nothing was stored. Reload the page and send it again.`,
      }
}
