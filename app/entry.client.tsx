import { RemixBrowser } from '@remix-run/react'
import { StrictMode, startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { keepScanningParts } from './offline/register'
import { holdEvents, WhenHydrated } from './ui/before-hydration'

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
