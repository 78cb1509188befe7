import { Transform } from 'node:stream'
import type { ActionFunctionArgs, AppLoadContext, EntryContext, LoaderFunctionArgs } from '@remix-run/node'
import { createReadableStreamFromReadable } from '@remix-run/node'
import { isRouteErrorResponse, RemixServer } from '@remix-run/react'
import { renderToPipeableStream } from 'react-dom/server'
import { logFault } from '~/lib/log.server'
import { NonceProvider } from '~/ui/nonce'

/** How long a page may wait for its late parts, in milliseconds. */
export const streamTimeout = 5_000

/** Renders a page. Its scripts carry the nonce of this answer's content security policy; without it nothing hydrates. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { cspNonce, requestId }: AppLoadContext,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    let sent = false
    let answer = status
    const { pipe, abort } = renderToPipeableStream(
      <NonceProvider nonce={cspNonce}>
        <RemixServer context={remixContext} url={request.url} nonce={cspNonce} abortDelay={streamTimeout} />
      </NonceProvider>,
      {
        nonce: cspNonce,
        onShellReady() {
          sent = true
          const body = gather()
          headers.set('Content-Type', 'text/html; charset=utf-8')
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status: answer }))
          pipe(body)
        },
        // Without this, the whole rendered page stays in memory for seconds after it was sent.
        onAllReady() {
          clearTimeout(late)
        },
        // A response, unlike an error, keeps its content on the way to the error screen, which shows the id.
        onShellError(error) {
          clearTimeout(late)
          if (!request.signal.aborted) logFault(error, requestId, 'page')
          reject(Response.json({ faultId: requestId }, { status: 500 }))
        },
        onError(error) {
          answer = 500
          // Errors of the shell come to `onShellError` as well; those of late parts only come here.
          if (sent && !request.signal.aborted) logFault(error, requestId, 'page, late part')
        },
      },
    )
    const late = setTimeout(abort, streamTimeout + 1_000).unref()
  })
}

/**
 * Batches what React writes in one turn of the event loop. React writes a page in dozens of small chunks, and sending
 * each one by itself through three streams is slow. Late parts still go out as soon as they are ready.
 */
function gather(): Transform {
  const pieces: Buffer[] = []
  const body = new Transform({
    transform(piece: Buffer, _encoding, done) {
      if (pieces.length === 0) setImmediate(send)
      pieces.push(piece)
      done()
    },
    flush(done) {
      send()
      done()
    },
  })
  function send() {
    if (pieces.length > 0 && !body.destroyed) body.push(Buffer.concat(pieces.splice(0)))
  }
  return body
}

/** What Remix caught itself. Loaders, actions and rendering are guarded before (`server/faults.ts` and above). */
export function handleError(error: unknown, { request, context }: LoaderFunctionArgs | ActionFunctionArgs): void {
  // An address without a page, or a method without an action: the request's line in the log says it already.
  if (request.signal.aborted || context.refusal || isRouteErrorResponse(error) || error instanceof Response) return
  logFault(error, context.requestId, 'page')
}
