/**
 * Lets the browser keep the scanning parts for the time without a network, once the first page is there and idle. Only from
 * a build. Where workers aren't allowed (plain http from another computer, a locked-down browser) or the server can't be
 * reached, nothing happens: Vialkeep works as it did before.
 */
export function keepScanningParts(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const workers = navigator.serviceWorker
  const register = () => void workers.register('/sw.js').catch(() => undefined)
  // A page that was still on its way when the worker started is overlooked by it, and would have no camera without a network.
  void workers.ready.then(({ active }) => workers.controller ?? active?.postMessage('serve this page too'))
  // A page that is never idle, on a slow device, registers all the same.
  const whenIdle = () =>
    typeof requestIdleCallback === 'function'
      ? requestIdleCallback(register, { timeout: 5_000 })
      : setTimeout(register, 2_000)
  if (document.readyState === 'complete') whenIdle()
  else addEventListener('load', whenIdle, { once: true })
}

/** Calls back once this browser has all scanning parts: a worker is at work only when it fetched every one of them. */
export function whenPartsAreKept(tell: () => void): void {
  void navigator.serviceWorker?.ready.then(tell)
}
