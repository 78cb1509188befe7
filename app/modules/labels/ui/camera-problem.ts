import { unreachable } from '~/lib/result'

/** Why the camera can't be used here. */
export type CameraProblem = 'insecure' | 'unsupported' | 'denied' | 'none' | 'busy' | 'decoder' | 'other'

/** The problem behind an error of starting the camera, as browsers and html5-qrcode word it. */
export function cameraProblemOf(error: unknown): CameraProblem {
  const words = error instanceof Error ? `${error.name} ${error.message}` : String(error)
  if (/NotAllowed|PermissionDenied|SecurityError/i.test(words)) return 'denied'
  if (/NotFound|DevicesNotFound|Overconstrained|ConstraintNotSatisfied/i.test(words)) return 'none'
  if (/NotReadable|TrackStart|AbortError/i.test(words)) return 'busy'
  if (/secure context/i.test(words)) return 'insecure'
  if (/not supported/i.test(words)) return 'unsupported'
  return 'other'
}

/** What is wrong with the camera and how to fix it. A picture works in any case. */
export function explainCamera(problem: CameraProblem): { title: string; advice: string } {
  const meanwhile = 'Meanwhile: take a picture of the label below, use a scanner, or type the code.'
  switch (problem) {
    case 'insecure':
      return {
        title: 'No camera over an unprotected connection.',
        advice: `Browsers give the camera only to addresses that begin with https. Ask your administrator for the https address of Vialkeep (TLS_CERT and TLS_KEY in its settings). ${meanwhile}`,
      }
    case 'unsupported':
      return {
        title: 'This browser gives no camera to web pages.',
        advice: `Open Vialkeep in a current Chrome, Edge, Firefox or Safari, not inside another app. ${meanwhile}`,
      }
    case 'denied':
      return {
        title: 'The camera is not allowed for this page.',
        advice: `Press the sign left of the address, allow the camera for this site, and open the camera again. On an iPhone: Settings, Safari, Camera. ${meanwhile}`,
      }
    case 'none':
      return {
        title: 'No camera was found on this device.',
        advice: `Connect one and open the camera again, or choose another device. ${meanwhile}`,
      }
    case 'busy':
      return {
        title: 'Another program is using the camera.',
        advice: `Close the other program or tab that shows the camera, and open it again here. ${meanwhile}`,
      }
    case 'decoder':
      return {
        title: 'The part that reads codes did not load.',
        advice: 'Reload the page while the device is connected. Until then use a scanner, or type the code.',
      }
    case 'other':
      return {
        title: 'The camera did not start.',
        advice: `Close and open it once more; if that does not help, restart the browser. ${meanwhile}`,
      }
    default:
      return unreachable(problem)
  }
}
