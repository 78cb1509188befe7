import { useLocation, useNavigate } from '@remix-run/react'
import { useEffect, useRef } from 'react'

/** How one walks through the app, for the whole document; mounted by the root. A plain left click on any `A` is a client navigation. The next page's question takes the focus, unless a field of that page has it. Escape goes one step back, where the page says what that is. */
export function useWalk() {
  useClientLinks()
  useFocusOnArrival()
  useEscapeBack()
}

// One listener instead of one in each link. Clicks with a modifier, downloads and other targets stay the browser's.
function useClientLinks() {
  const navigate = useNavigate()
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0) return
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      const anchor = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-go]') : null
      if (!anchor || anchor.target || anchor.hasAttribute('download') || anchor.origin !== location.origin) return
      event.preventDefault()
      navigate(anchor.pathname + anchor.search + anchor.hash)
    }
    document.addEventListener('click', follow)
    return () => document.removeEventListener('click', follow)
  }, [navigate])
}

// Without this a screen reader stays on the link that is gone, and says nothing of the page that came.
function useFocusOnArrival() {
  const { pathname } = useLocation()
  const before = useRef(pathname)
  useEffect(() => {
    if (before.current === pathname) return
    before.current = pathname
    if (document.activeElement?.closest('main')) return
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
  }, [pathname])
}

function useEscapeBack() {
  useEffect(() => {
    const back = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return
      if (document.querySelector('dialog[open], [role="dialog"], [role="alertdialog"], [role="listbox"]')) return
      const typed = event.target instanceof HTMLElement && event.target.closest('input, textarea, select')
      // Whoever is typing means the field, not the page.
      if (typed && 'value' in typed && typed.value !== '') return
      document.querySelector<HTMLAnchorElement>('a[data-back]')?.click()
    }
    document.addEventListener('keydown', back)
    return () => document.removeEventListener('keydown', back)
  }, [])
}
