import type { ReactNode } from 'react'
import { Icon } from './icon'

/** A part that stays folded until it is wanted; opens without a script. `open` shows it at once. */
export function Fold({ title, open, children }: { title: ReactNode; open?: boolean; children: ReactNode }) {
  return (
    <details open={open} className="group border-line border-t">
      <summary className="flex min-h-12 cursor-pointer items-center gap-3 py-2 font-bold">
        <span className="inline-flex text-accent transition-transform group-open:rotate-90 motion-reduce:transition-none">
          <Icon name="next" size={20} />
        </span>
        {title}
      </summary>
      <div className="pt-2 pb-5">{children}</div>
    </details>
  )
}
