import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Button } from './button'
import { saySession, useSessionOver } from './connection'
import { TextField } from './field'
import { signedInEvent } from './key'
import { Notice } from './notice'

type Signed = 'same' | 'other' | 'wrong' | 'away'

/** Signs in without leaving the page, and asks who that is now. */
async function signIn(form: FormData, owner: string): Promise<Signed> {
  const body = new URLSearchParams([...form].map(([name, value]) => [name, String(value)]))
  try {
    const answer = await fetch('/sign-in', { method: 'POST', body, redirect: 'manual' })
    if (answer.type !== 'opaqueredirect') return answer.status < 500 ? 'wrong' : 'away'
    const who = await fetch('/who', { cache: 'no-store', redirect: 'manual' })
    if (!who.ok) return 'away'
    const found: unknown = await who.json()
    return typeof found === 'object' && found !== null && 'owner' in found && found.owner === owner ? 'same' : 'other'
  } catch {
    return 'away'
  }
}

const problems: Partial<Record<Signed, string>> = {
  wrong: 'Email or password is wrong, or there were too many tries. Try again.',
  away: 'The server does not answer. Try again when the connection is back.',
}

/**
 * The sign-in over a page whose session has ended: the page stays, and what was typed on it, out of sight. The same person
 * goes on; anybody else gets a page of their own, and sends nothing of the first.
 */
export function SignInOver({ owner, person }: { owner: string; person: string }) {
  const over = useSessionOver()
  const dialog = useRef<HTMLDialogElement>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    if (over && !dialog.current?.open) dialog.current?.showModal()
    if (!over) dialog.current?.close()
  }, [over])
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setBusy(true)
    const signed = await signIn(new FormData(event.currentTarget), owner)
    setBusy(false)
    setProblem(problems[signed] ?? null)
    if (signed === 'other') location.assign('/')
    if (signed !== 'same') return
    saySession('lives')
    dispatchEvent(new Event(signedInEvent))
  }
  if (!over) return null
  return (
    <dialog
      ref={dialog}
      className="sign-in-over"
      aria-labelledby="sign-in-over"
      onCancel={(event) => event.preventDefault()}
    >
      <h2 id="sign-in-over" className="text-title font-bold">
        Your time here ended
      </h2>
      <p>
        Sign in as {person} and go on: what you typed is still there. Anybody else starts on a page of their own, and
        nothing of it is sent.
      </p>
      <form className="grid gap-5" onSubmit={(event) => void submit(event)}>
        {problem ? <Notice kind="refused" title={problem} /> : null}
        <TextField id="over-email" name="email" type="email" label="Email" autoComplete="username" required />
        <TextField
          id="over-password"
          name="password"
          type="password"
          label="Password"
          autoComplete="current-password"
          required
        />
        <Button type="submit" variant="primary" busy={busy}>
          Sign in
        </Button>
      </form>
    </dialog>
  )
}
