import { PassThrough } from 'node:stream'
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
          const body = new PassThrough()
          headers.set('Content-Type', 'text/html; charset=utf-8')
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status: answer }))
          pipe(body)
        },
        // A response, unlike an error, keeps its content on the way to the error screen, which shows the id.
        onShellError(error) {
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
    setTimeout(abort, streamTimeout + 1_000).unref()
  })
}

/** What Remix caught itself. Loaders, actions and rendering are guarded before (`server/faults.ts` and above). */
export function handleError(error: unknown, { request, context }: LoaderFunctionArgs | ActionFunctionArgs): void {
  // An address without a page, or a method without an action: the request's line in the log says it already.
  if (request.signal.aborted || context.refusal || isRouteErrorResponse(error) || error instanceof Response) return
  logFault(error, context.requestId, 'page')
}
