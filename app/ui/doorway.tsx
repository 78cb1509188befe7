import type { ReactNode } from 'react'
import { Brand } from './icon'
import { A } from './link'

/**
 * The frame of a page before anyone has signed in, when there is no site or person yet: signing in, setting up, an
 * error. It holds the document's `main`.
 */
export function Doorway({ children }: { children: ReactNode }) {
  return (
    <div className="doorway">
      <header>
        <A to="/" className="doorway-brand">
          <Brand /> Vialkeep
        </A>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}
