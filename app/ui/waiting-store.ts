/** A form as it was pressed. */
export type Press = {
  readonly action: string
  readonly fields: readonly (readonly [name: string, value: string])[]
  /** What the pressed button says. */
  readonly label: string
  /** The page that it is on, to go back to. */
  readonly page: string
}

/** A form that is kept: what it says is readable with its owner's key only. */
export type Kept = {
  /** The command's key: sent twice, it is done once. */
  readonly key: string
  /** Who pressed it, at which site. */
  readonly owner: string
  readonly person: string
  /** When, by this browser's clock. It tells how long the form waited. */
  readonly pressedAt: number
  readonly iv: Uint8Array<ArrayBuffer>
  readonly sealed: ArrayBuffer
}

const store = 'forms'

const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

let opened: Promise<IDBDatabase> | null = null

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('vialkeep-waiting', 1)
    request.onupgradeneeded = () => request.result.createObjectStore(store, { keyPath: 'key' })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  return opened
}

/** Whether this browser can keep a form so that nobody else reads it. Not over plain http from another computer. */
export const canKeep = (): boolean => 'indexedDB' in globalThis && globalThis.crypto?.subtle !== undefined

/** All forms that are kept on this device, the oldest first. */
export async function keptForms(): Promise<Kept[]> {
  const found: Kept[] = await asked((await open()).transaction(store).objectStore(store).getAll())
  return found.sort((a, b) => a.pressedAt - b.pressedAt)
}

/** Keeps a form; resolves when it is on the disk. */
export async function keepForm(kept: Kept): Promise<void> {
  const transaction = (await open()).transaction(store, 'readwrite', { durability: 'strict' })
  transaction.objectStore(store).put(kept)
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onerror = () => reject(transaction.error)
    transaction.onabort = () => reject(transaction.error)
  })
}

export async function forgetForm(key: string): Promise<void> {
  await asked((await open()).transaction(store, 'readwrite').objectStore(store).delete(key))
}

/** The owner's key out of its text. */
export const ownerKey = (base64: string): Promise<CryptoKey> =>
  crypto.subtle.importKey(
    'raw',
    Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)),
    'AES-GCM',
    false,
    ['encrypt', 'decrypt'],
  )

export async function seal(press: Press, key: CryptoKey): Promise<Pick<Kept, 'iv' | 'sealed'>> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv },
    key,
    new TextEncoder().encode(JSON.stringify(press)),
  )
  return { iv, sealed }
}

/** What a kept form says; null where this key does not open it: a password was changed since. */
export async function unseal({ iv, sealed }: Kept, key: CryptoKey): Promise<Press | null> {
  try {
    const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed)
    return JSON.parse(new TextDecoder().decode(text)) as Press
  } catch {
    return null
  }
}
