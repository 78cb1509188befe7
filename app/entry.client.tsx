import { RemixBrowser } from '@remix-run/react'
import { StrictMode, startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { keepScanningParts } from './offline/register'
import { holdEvents, WhenHydrated } from './ui/before-hydration'

// A navigation that another one overtakes is broken off, and Remix leaves the rejection of its half-read answer to nobody.
// It is no fault: whoever asked has gone on.
addEventListener('unhandledrejection', (event) => {
  if (event.reason instanceof DOMException && event.reason.name === 'AbortError') event.preventDefault()
})
holdEvents()
startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <WhenHydrated>
        <RemixBrowser />
      </WhenHydrated>
    </StrictMode>,
  )
})
keepScanningParts()

// Whoever goes on while a page reads itself again breaks that read off on purpose; Remix leaves its promise uncaught.
addEventListener('unhandledrejection', (event) => {
  if (event.reason instanceof DOMException && event.reason.name === 'AbortError') event.preventDefault()
})
