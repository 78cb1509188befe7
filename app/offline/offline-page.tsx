import { Doorway } from '../ui/doorway'
import { Notice } from '../ui/notice'
import { Page } from '../ui/page'
import { StateSprite } from '../ui/state-mark'

/** An empty address is the page's own, whatever it is: following it asks the server once more, without a script. */
const thisPage = ''

/**
 * The document shown where the server can't be reached: a whole one, drawn once by the build and kept inside the worker.
 * It needs no script. It knows nothing of the clinic, and shows nothing of it: READY is never shown offline (R40).
 */
export function OfflinePage({ styles }: { styles: readonly string[] }) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <title>No connection · Vialkeep</title>
        {styles.map((href) => (
          <link key={href} rel="stylesheet" href={href} />
        ))}
      </head>
      <body>
        <StateSprite />
        <Doorway>
          <Page
            question="No connection"
            why="This device has no network, or Vialkeep’s server does not answer."
            next={
              <a className="button button-primary" href={thisPage}>
                Try again
              </a>
            }
          >
            <Notice kind="refused" title="READY, holds and stock are not shown without a connection">
              <p>A hold that was placed since the connection broke would be missing. Trust no older screen either.</p>
            </Notice>
            <div className="grid max-w-2xl gap-3">
              <p>
                Until it is back, work by your clinic’s paper procedure, and write down the lot of everything that is
                used. Enter it here afterwards.
              </p>
              <p>Leave this tab open: scans that were not sent yet are kept in it.</p>
            </div>
          </Page>
        </Doorway>
      </body>
    </html>
  )
}
