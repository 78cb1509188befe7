import { pressedByField, waitedHeader } from '~/lib/waiting'
import { newKey } from './key'
import { moment } from './moment'
import { forgetForm, type Kept, keepForm, keptForms, ownerKey, type Press, seal, unseal } from './waiting-store'

/** Who is at work here, and the key that only their sign-in gets: what they press while the network is away is kept with it. */
export type Owner = { readonly owner: string; readonly person: string; readonly key: string }

/** What the server said of a form that waited. */
export type Told = {
  readonly ok: boolean
  readonly sentence: string | null
  readonly errors: Readonly<Record<string, readonly string[]>>
  readonly late?: 'ask' | 'drop'
}

/** A form that waits, as the frame lists it; `press` null: it was kept under an older password. */
export type Waiting = {
  readonly key: string
  readonly pressedAt: number
  readonly press: Press | null
  readonly told: Told | null
}

/** The keys of forms that this tab has sent in the ordinary way, and whose answer is still to come. */
const onTheirWay = new Map<string, Promise<void>>()
const answers = new Map<string, Told>()

const keyIn = (form: HTMLFormElement): string =>
  form.querySelector<HTMLInputElement>('input[name="commandKey"]')?.value ?? ''

/** A form as it was pressed; null where it is no command's, or has a file in it, which can't wait. */
export function pressOf(form: HTMLFormElement, button: HTMLElement | null): Press | 'file' | null {
  if (form.method !== 'post' || keyIn(form) === '') return null
  const submitter = button instanceof HTMLButtonElement ? button : null
  const fields: [string, string][] = []
  for (const [name, value] of new FormData(form, submitter)) {
    if (typeof value === 'string') fields.push([name, value])
    else if (value.size > 0) return 'file'
  }
  const { pathname, search } = new URL(
    submitter?.hasAttribute('formaction') ? submitter.formAction : form.action,
    location.href,
  )
  const label = (submitter ?? form.querySelector('button[type="submit"]'))?.textContent?.trim() || 'A form'
  return { action: pathname + search, fields, label, page: location.pathname + location.search }
}

const fieldOf = ({ fields }: Press, name: string): string => fields.find(([each]) => each === name)?.[1] ?? ''

async function store(press: Press, { owner, person, key }: Owner): Promise<void> {
  const sealed = await seal(press, await ownerKey(key))
  await keepForm({ key: fieldOf(press, 'commandKey'), owner, person, pressedAt: moment().wall, ...sealed })
}

/** Keeps a pressed form for whoever pressed it: until the network is back, or (`sent`) until its answer has come. */
export function keep(press: Press, owner: Owner, way: 'waits' | 'sent'): Promise<void> {
  const storing = store(press, owner)
  if (way === 'sent') onTheirWay.set(fieldOf(press, 'commandKey'), storing)
  return storing
}

/** The answers have come: what was sent in the ordinary way need not wait any more. */
export async function answered(): Promise<void> {
  const sent = [...onTheirWay]
  await Promise.all(
    sent.map(async ([key, storing]) => {
      await storing.catch(() => undefined)
      await forgetForm(key)
      onTheirWay.delete(key)
    }),
  )
}

/** No answer came: what was sent in the ordinary way waits from now on. */
export const unanswered = (): void => onTheirWay.clear()

/** What waits on this device: the visitor's own, readable, and how many of whom else. */
export async function waitingFor({ owner, key }: Owner): Promise<{ mine: Waiting[]; others: readonly string[] }> {
  const all = (await keptForms()).filter((kept) => !onTheirWay.has(kept.key))
  const opener = await ownerKey(key)
  const mine = await Promise.all(
    all
      .filter((kept) => kept.owner === owner)
      .map(async (kept) => ({
        key: kept.key,
        pressedAt: kept.pressedAt,
        press: await unseal(kept, opener),
        told: answers.get(kept.key) ?? null,
      })),
  )
  return { mine, others: all.filter((kept) => kept.owner !== owner).map(({ person }) => person) }
}

const isTold = (body: unknown): body is Told =>
  typeof body === 'object' && body !== null && 'ok' in body && 'sentence' in body

/** Sends one form that waited. False: the server was not there, or nobody is signed in; it goes on waiting. */
export async function send({ key, pressedAt, press }: Waiting, { owner }: Owner): Promise<boolean> {
  if (!press) return true
  const body = new URLSearchParams(press.fields.map(([name, value]) => [name, value]))
  const waited = Math.max(0, Math.round((moment().wall - pressedAt) / 1_000))
  body.set('waited', String(waited))
  body.set(pressedByField, owner)
  const [path = '', search = ''] = press.action.split('?')
  const address = `${path === '/' ? '/_root' : path}.data${search ? `?${search}` : ''}`
  const headers = { [waitedHeader]: '1', 'Content-Type': 'application/x-www-form-urlencoded' }
  const answer = await fetch(address, { method: 'POST', headers, body, redirect: 'manual' }).catch(() => null)
  if (!answer || answer.status >= 500) return false
  const told: unknown = /json/.test(answer.headers.get('Content-Type') ?? '')
    ? await answer.json().catch(() => null)
    : null
  // A session that is over is answered with the way to the sign-in page, which is none of ours.
  if (!isTold(told) && answer.status < 400) return false
  if (isTold(told) && told.ok) await forgetForm(key)
  else
    answers.set(
      key,
      isTold(told)
        ? told
        : { ok: false, sentence: 'The page that it was pressed on does not take it now.', errors: {} },
    )
  return true
}

/** A person has seen it and means it still: it is pressed anew, under a key of its own. */
export async function pressAgain({ key, press }: Waiting, owner: Owner): Promise<void> {
  if (!press) return
  const fields = press.fields.map(([name, value]) => [name, name === 'commandKey' ? newKey() : value] as const)
  await keep({ ...press, fields }, owner, 'waits')
  await forget(key)
}

export async function forget(key: string): Promise<void> {
  answers.delete(key)
  await forgetForm(key)
}

export type { Kept }
