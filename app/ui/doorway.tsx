import type { ReactNode } from 'react'
import { Brand } from './icon'
import { A } from './link'

/** What stands around a page that lies before the door, where there is no site and no person yet: signing in, setting up, an error. It holds the `main` of the document. */
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
