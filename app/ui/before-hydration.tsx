import { type ReactNode, useEffect } from 'react'

// What makes React 18 hydrate at once, in the middle of what it is doing.
const discrete = [
  'keydown',
  'keypress',
  'keyup',
  'mousedown',
  'mouseup',
  'click',
  'pointerdown',
  'pointerup',
  'touchstart',
  'touchend',
  'input',
  'beforeinput',
  'change',
  'focusin',
  'focusout',
  'submit',
]

const stop = (event: Event): void => event.stopImmediatePropagation()

let holding = false

/**
 * Keeps the person's keys and clicks from React until the page is hydrated. Remix waits for its data by suspending at
 * the root, and a key that makes React hydrate at once while it waits ends in "Root did not complete" (React error
 * 345), with a page that no longer hears scans. The browser itself still gets every event: links, fields and forms work
 * meanwhile.
 */
export function holdEvents(): void {
  holding = true
  for (const name of discrete) addEventListener(name, stop, true)
}

/** Lets events through once what is inside is hydrated. */
export function WhenHydrated({ children }: { children: ReactNode }) {
  useEffect(() => {
    if (!holding) return
    holding = false
    for (const name of discrete) removeEventListener(name, stop, true)
  }, [])
  return children
}
