import type { ReactNode } from 'react'

/** A lot, serial or product number as it is printed, in letters that can't be taken for one another. One tap selects it whole; no browser translates it. */
export function Code({ children, large }: { children: ReactNode; large?: boolean }) {
  return (
    <code translate="no" className={`select-all whitespace-nowrap ${large ? 'text-title' : ''}`}>
      {children}
    </code>
  )
}
