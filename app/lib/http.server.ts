import { type Day, parseDay } from './day'
import { idOf } from './id'

/** The answer to an address that leads to nothing: 404 with the page's own sentence, shown on the error screen. */
export const notHere = (sentence: string): Response => new Response(sentence, { status: 404 })

/** The id in an address, or in a field that only a page of ours fills in; throws the 404 with the page's sentence where there is none, as for an id that nothing has. */
export function idIn(param: unknown, sentence: string): number {
  const id = idOf(param)
  if (id === null) throw notHere(sentence)
  return id
}

/** A parameter of an address that may be left out; throws a 400 with the sentence where it is there and is no id. */
export function optionalIdIn(search: URLSearchParams, name: string, sentence: string): number | null {
  const text = search.get(name)
  if (text === null || text === '') return null
  const id = idOf(text)
  if (id === null) throw new Response(sentence, { status: 400 })
  return id
}

/** A day in an address; null where it is left out. Throws a 400 where it is there and is no day of this or the last century. */
export function dayIn(search: URLSearchParams, name: string): Day | null {
  const text = search.get(name)
  if (text === null || text === '') return null
  const day = parseDay(text)
  if (day !== null && day >= '1900-01-01' && day <= '2099-12-31') return day
  throw new Response('There is no such day: the address names none that the calendar has. Go back and choose one.', {
    status: 400,
  })
}

/** A whole number from 0 to `most` in an address; 0 where it is left out. Throws a 400 with the sentence at anything else. */
export function countIn(search: URLSearchParams, name: string, most: number, sentence: string): number {
  const text = search.get(name) ?? ''
  if (text === '' || /^0$/.test(text)) return 0
  const count = idOf(text)
  if (count === null || count > most) throw new Response(sentence, { status: 400 })
  return count
}

/** A text in an address, '' where it is left out. Throws a 400 with the sentence at a longer one, which is never cut. */
export function textIn(search: URLSearchParams, name: string, most: number, sentence: string): string {
  const text = search.get(name) ?? ''
  if (text.length > most) throw new Response(sentence, { status: 400 })
  return text
}

/** Ids apart by commas, at most 100; empty where the parameter is left out. Throws a 400 with the sentence at any that is none. */
export function idsIn(search: URLSearchParams, name: string, sentence: string): number[] {
  const parts = (search.get(name) ?? '').split(',').filter((part) => part !== '')
  const ids = parts.map(idOf).filter((id) => id !== null)
  if (ids.length !== parts.length || ids.length > 100) throw new Response(sentence, { status: 400 })
  return ids
}
