import { isRouteErrorResponse, useLocation, useRouteError } from '@remix-run/react'
import { describeError, type ErrorWords } from './error-words'
import { ErrorState, Page } from './page'

/** What went wrong on this page, in a sentence, with the fault's id where there is one, and the ways on. Only inside an error boundary. */
export function ErrorScreen() {
  const error = useRouteError()
  const here = useLocation()
  const words = isRouteErrorResponse(error) ? describeError(error.status, error.data) : describeError(0, undefined)
  return (
    <Page question={words.question}>
      <ErrorState
        title={words.what}
        faultId={words.faultId}
        action={<WaysOn words={words} here={here.pathname + here.search} />}
      >
        <p>{words.todo}</p>
      </ErrorState>
    </Page>
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
