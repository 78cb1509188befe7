import { useNavigation } from '@remix-run/react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { Button, LinkButton } from './button'
import { isConnectedNow, useConnected } from './connection'
import { keptEvent, signedInEvent } from './key'
import { Notice } from './notice'
import { useReadAgain } from './read-again'
import {
  answered,
  forget,
  keep,
  type Owner,
  pressAgain,
  pressOf,
  send,
  unanswered,
  type Waiting,
  waitingFor,
} from './waiting-forms'
import { canKeep } from './waiting-store'

const timeOf = (pressedAt: number): string => new Date(pressedAt).toTimeString().slice(0, 5)

/**
 * Keeps what is pressed while the network is away, and sends it when it is back, by whoever pressed it (docs/safety.md §8).
 * What goes its ordinary way is kept as well until its answer is there. `lost`: the page got no answer.
 */
export function WaitingForms({ owner, lost }: { owner: Owner; lost: boolean }) {
  const [list, setList] = useState<{ mine: readonly Waiting[]; others: readonly string[] }>({ mine: [], others: [] })
  const [problem, setProblem] = useState<string | null>(null)
  const connected = useConnected()
  const { state } = useNavigation()
  const look = useCallback(async () => {
    if (canKeep()) setList(await waitingFor(owner))
  }, [owner])
  useEffect(() => {
    if (lost) unanswered()
    void look()
  }, [lost, look])
  useEffect(() => {
    if (state === 'idle' && !lost) void answered().catch(() => undefined)
  }, [state, lost])
  useEffect(() => {
    const again = () => void look()
    addEventListener(signedInEvent, again)
    return () => removeEventListener(signedInEvent, again)
  }, [look])
  usePresses(owner, look, setProblem)
  useSending(list.mine, owner, connected && state === 'idle' && !lost, look)
  return <WaitingList {...list} owner={owner} problem={problem} look={look} />
}

/** Hears every press of a form before the page does. */
function usePresses(owner: Owner, look: () => Promise<void>, say: (problem: string | null) => void): void {
  useEffect(() => {
    const hear = (event: SubmitEvent) => {
      const { target: form, submitter } = event
      if (!(form instanceof HTMLFormElement)) return
      const press = pressOf(form, submitter)
      if (press === null) return
      const away = !isConnectedNow()
      if (!away) {
        if (press !== 'file' && canKeep()) void keep(press, owner, 'sent').catch(() => undefined)
        return
      }
      event.preventDefault()
      event.stopImmediatePropagation()
      if (press === 'file' || !canKeep())
        return say(
          press === 'file' ? 'A form with a file can’t wait for the network.' : 'This browser can’t keep a form.',
        )
      say(null)
      keep(press, owner, 'waits').then(
        () => {
          dispatchEvent(new Event(keptEvent))
          void look()
        },
        () => say('This device has no room to keep the form.'),
      )
    }
    // Before React, which hears it at the document.
    addEventListener('submit', hear, true)
    return () => removeEventListener('submit', hear, true)
  }, [owner, look, say])
}

/** Sends what waits, one after the other, in the order in which it was pressed. */
function useSending(mine: readonly Waiting[], owner: Owner, ready: boolean, look: () => Promise<void>): void {
  const sending = useRef(false)
  const readAgain = useReadAgain()
  useEffect(() => {
    const due = mine.filter(({ press, told }) => press !== null && told === null)
    if (!ready || sending.current || due.length === 0) return
    sending.current = true
    const all = async () => {
      for (const form of due) if (!(await send(form, owner))) break
    }
    void all()
      .then(look)
      // The page that it was pressed on may be open still, and shows what it came to.
      .then(readAgain)
      .finally(() => {
        sending.current = false
      })
  }, [mine, owner, ready, look, readAgain])
}

function WaitingList(props: {
  mine: readonly Waiting[]
  others: readonly string[]
  owner: Owner
  problem: string | null
  look: () => Promise<void>
}) {
  const { mine, others, owner, problem, look } = props
  const waits = mine.filter(({ told, press }) => told === null && press !== null)
  return (
    <div className="grid gap-2 px-4 empty:hidden">
      {problem ? (
        <Notice kind="refused" title={`Not sent: there is no connection. ${problem}`}>
          <p>What you typed stays on this page. Send it when the connection is back.</p>
        </Notice>
      ) : null}
      {waits.length > 0 ? (
        <Notice
          kind="question"
          title={`${waits.length === 1 ? '1 form waits' : `${waits.length} forms wait`} for the network`}
        >
          <ul aria-label="Forms that wait">
            {waits.map(({ key, pressedAt, press }) => (
              <li key={key}>
                {press?.label}, pressed {timeOf(pressedAt)}
              </li>
            ))}
          </ul>
          <p>
            It is not stored yet. It is kept on this device, and sent when you are signed in here with a connection.
          </p>
        </Notice>
      ) : null}
      {mine
        .filter(({ told, press }) => told !== null || press === null)
        .map((form) => (
          <Answered key={form.key} form={form} owner={owner} look={look} />
        ))}
      {others.length > 0 ? (
        <Notice
          kind="info"
          title={`${others.length === 1 ? 'A form' : `${others.length} forms`} of ${[...new Set(others)].join(', ')} ${others.length === 1 ? 'waits' : 'wait'} here`}
        >
          <p>Only their own sign-in on this device sends them.</p>
        </Notice>
      ) : null}
    </div>
  )
}

/** A form that came late and was not done: what it was, why, and what to do. */
function Answered({ form, owner, look }: { form: Waiting; owner: Owner; look: () => Promise<void> }) {
  const { press, told, pressedAt, key } = form
  const errors = Object.values(told?.errors ?? {}).flat()
  const dropped = told?.late === 'drop' ? 'Dropped' : 'Not stored'
  return (
    <Notice
      kind={told?.late === 'ask' ? 'question' : 'refused'}
      title={`${told?.late === 'ask' ? 'Still meant?' : `${dropped}:`} ${press?.label ?? 'a form'}, pressed ${timeOf(pressedAt)}`}
      action={
        <>
          {press && told?.late === 'ask' ? (
            <Button variant="primary" onClick={() => void pressAgain(form, owner).then(look)}>
              Send it now
            </Button>
          ) : null}
          {press ? (
            <LinkButton to={press.page} inline>
              Open its page
            </LinkButton>
          ) : null}
          <Button inline onClick={() => void forget(key).then(look)}>
            Remove it
          </Button>
        </>
      }
    >
      <p>
        {press === null
          ? 'It was kept under an older password and can’t be read any more.'
          : (told?.sentence ?? errors.join(' '))}
      </p>
      {press ? <p className="text-muted">{typedIn(press.fields)}</p> : null}
    </Notice>
  )
}

/** What a person typed or chose, without what the page itself sends along. */
const typedIn = (fields: readonly (readonly [string, string])[]): string =>
  fields
    .filter(([name, value]) => value !== '' && !/^(commandKey|intent|seen.*|waited)$/.test(name))
    .map(([name, value]) => `${name}: ${value}`)
    .join(' · ')
