import { createContext, type ReactNode, useContext } from 'react'

const NonceContext = createContext<string | undefined>(undefined)

/** Carries the nonce of this request's content security policy. `entry.server` wraps it around `RemixServer`; the browser has none, and needs none. */
export function NonceProvider({ nonce, children }: { nonce: string; children: ReactNode }) {
  return <NonceContext.Provider value={nonce}>{children}</NonceContext.Provider>
}

/** The nonce for inline scripts and styles of this request, or undefined in the browser, where attributes with a nonce are hidden anyway. */
export function useNonce(): string | undefined {
  return useContext(NonceContext)
}
