import textFont from '@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-400-normal.woff2?url'
import boldFont from '@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-700-normal.woff2?url'
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from '@remix-run/react'
import { type ReactNode, useEffect } from 'react'
import { Doorway } from './ui/doorway'
import { ErrorScreen } from './ui/error-screen'
import { useNonce } from './ui/nonce'
import { StateSprite } from './ui/state-mark'
import { themeAttribute, themeFromCookie } from './ui/theme'
import { wear } from './ui/theme-switch'
import { useWalk } from './ui/walk'
import './app.css'

const font = (href: string) =>
  ({ rel: 'preload', as: 'font', type: 'font/woff2', href, crossOrigin: 'anonymous' }) as const

export const links: LinksFunction = () => [
  font(textFont),
  font(boldFont),
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
  { rel: 'apple-touch-icon', href: '/icon.svg' },
  { rel: 'manifest', href: '/manifest.webmanifest' },
]

export const meta: MetaFunction = () => [{ title: 'Vialkeep' }]

/** The document's own data: the theme, so that the first paint is right. */
export function loader({ request }: LoaderFunctionArgs) {
  return { theme: themeFromCookie(request.headers.get('Cookie')) }
}

/** Nothing a page does changes the document; the theme switch repaints it by itself. */
export function shouldRevalidate() {
  return false
}

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce()
  const data = useRouteLoaderData<typeof loader>('root')
  // An address without a page is answered without this loader, and an error may rebuild the document, so the theme
  // comes from the cookie.
  useEffect(() => wear(themeFromCookie(document.cookie)), [])
  return (
    <html lang="en" data-theme={themeAttribute(data?.theme ?? 'system')} suppressHydrationWarning>
      <head>
        <meta charSet="utf-8" />
        <meta
          name="viewport"
          content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
        />
        <meta name="color-scheme" content="light dark" />
        <meta property="csp-nonce" nonce={nonce} content={nonce} suppressHydrationWarning />
        <Meta />
        <Links />
      </head>
      <body>
        <StateSprite />
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

export default function App() {
  useWalk()
  return <Outlet />
}

/** For pages before the door, and for what breaks the frame itself; pages behind the door keep their frame (`_app.tsx`). */
export function ErrorBoundary() {
  useWalk()
  return (
    <Doorway>
      <ErrorScreen />
    </Doorway>
  )
}
