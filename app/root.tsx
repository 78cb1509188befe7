import textFont from '@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-400-normal.woff2?url'
import boldFont from '@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-700-normal.woff2?url'
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLocation,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react'
import { type ReactNode, useEffect } from 'react'
import { Doorway } from './ui/doorway'
import { describeError, type ErrorWords } from './ui/error-words'
import { useNonce } from './ui/nonce'
import { ErrorState, Page } from './ui/page'
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

export function ErrorBoundary() {
  useWalk()
  const error = useRouteError()
  const here = useLocation()
  const words = isRouteErrorResponse(error) ? describeError(error.status, error.data) : describeError(0, undefined)
  return (
    <Doorway>
      <Page question={words.question}>
        <ErrorState
          title={words.what}
          faultId={words.faultId}
          action={<WaysOn words={words} here={here.pathname + here.search} />}
        >
          <p>{words.todo}</p>
        </ErrorState>
      </Page>
    </Doorway>
  )
}

function WaysOn({ words: { signIn, switchAccount }, here }: { words: ErrorWords; here: string }) {
  return (
    <div className="actions">
      {/* A plain address, not a client navigation: after a fault only a fresh document is sure to help. */}
      <a className="button button-primary" href={signIn ? '/sign-in' : '/'}>
        {signIn ? 'Sign in' : 'Go to Today'}
      </a>
      {switchAccount ? (
        <form method="post" action={`/sign-out?${new URLSearchParams({ back: here })}`} className="contents">
          <button type="submit" className="button">
            Switch account
          </button>
        </form>
      ) : (
        <a className="button" href={here}>
          Try this page again
        </a>
      )}
    </div>
  )
}
