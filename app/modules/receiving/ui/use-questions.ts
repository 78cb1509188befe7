import { useCallback, useEffect, useRef, useState } from 'react'
import type { Question, RawScan, ScanAnswer } from '../types'

/** A question with a name of its own on this page. */
export type OpenQuestion = Question & { readonly id: string }

const nameOf = (scans: readonly RawScan[]): string =>
  JSON.stringify(scans.map(({ raw, symbologyId }) => [raw, symbologyId]))

/** Whether the barcodes of a question are among those that an answer used. */
const usedUp = (question: Question, scans: readonly RawScan[]): boolean =>
  question.scans.every((scan) => scans.some((used) => used.raw === scan.raw && used.symbologyId === scan.symbologyId))

/** The questions after another answer: the settled ones are gone, and a new one comes first. Pure. */
export function stepQuestions(open: readonly OpenQuestion[], answer: ScanAnswer): readonly OpenQuestion[] {
  const { answered, question } = answer
  const left = answered ? open.filter((each) => !usedUp(each, answered)) : open
  return question ? [{ ...question, id: nameOf(question.scans) }, ...left] : left
}

/** Whether the question in an answer has been answered or dismissed since. */
export const isSettled = (open: readonly OpenQuestion[], { question }: ScanAnswer): boolean =>
  question !== undefined && open.every(({ id }) => id !== nameOf(question.scans))

/** What was waiting on this page before it was reloaded. A reload must not forget the label in hand (R40). */
function kept(key: string): readonly OpenQuestion[] {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '[]') as OpenQuestion[]
  } catch {
    return []
  }
}

function keep(key: string, questions: readonly OpenQuestion[]): void {
  try {
    if (questions.length > 0) sessionStorage.setItem(key, JSON.stringify(questions))
    else sessionStorage.removeItem(key)
  } catch {
    // Storage may be forbidden on a locked-down station; then a reload asks for the label to be scanned again.
  }
}

/** Reads our answer from what the scan field passes on. The field's own replies carry only tone and words. */
export const answerIn = (reply: { tone: string; title: string }): ScanAnswer => reply as ScanAnswer

/**
 * The questions that scans of this page left open. They wait on the page while scanning goes on; a later barcode of the
 * same label, or the clerk's answer, settles them. `action` is the answer of a form of the page.
 */
export function useQuestions(action: ScanAnswer | undefined, storageKey: string) {
  const [questions, setQuestions] = useState<readonly OpenQuestion[]>(() => (action ? stepQuestions([], action) : []))
  // The answer of a form is shown until the next scan; before the first scan the scan field itself shows it.
  const [latest, setLatest] = useState<ScanAnswer>()
  const scanned = useRef(false)
  const take = useCallback((answer: ScanAnswer) => {
    setQuestions((open) => stepQuestions(open, answer))
    setLatest(undefined)
    scanned.current = true
  }, [])
  useEffect(() => {
    if (!action) return
    setQuestions((open) => stepQuestions(open, action))
    if (scanned.current) setLatest(action)
  }, [action])
  const restored = useRef(false)
  useEffect(() => {
    if (restored.current) keep(storageKey, questions)
  }, [questions, storageKey])
  useEffect(() => {
    const waiting = kept(storageKey)
    restored.current = true
    setQuestions((open) => [...open, ...waiting.filter((each) => open.every(({ id }) => id !== each.id))])
  }, [storageKey])
  const drop = useCallback((id: string) => setQuestions((open) => open.filter((question) => question.id !== id)), [])
  const putFirst = useCallback(
    (id: string) => setQuestions((open) => [...open].sort((a, b) => Number(b.id === id) - Number(a.id === id))),
    [],
  )
  return { questions, latest, take, drop, putFirst }
}
