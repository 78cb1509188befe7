/** The result of a scan: done, refused, or a question for the person. */
export type Signal = 'good' | 'refused' | 'question'

const SETTING = 'vialkeep-sound'

type Tone = { hertz: number; toHertz?: number; start: number; seconds: number }

// One short high tone, two low ones, one that rises: easy to tell apart without looking, and for people who hear only
// some pitches.
const TONES: Record<Signal, readonly Tone[]> = {
  good: [{ hertz: 1320, start: 0, seconds: 0.09 }],
  refused: [
    { hertz: 233, start: 0, seconds: 0.18 },
    { hertz: 175, start: 0.24, seconds: 0.26 },
  ],
  question: [{ hertz: 440, toHertz: 880, start: 0, seconds: 0.28 }],
}

/** Pulses and pauses in milliseconds. */
const PULSES: Record<Signal, number[]> = { good: [30], refused: [400], question: [60, 60, 60] }

/** Whether this station makes sounds and vibrates; it does unless someone turned it off here. */
export function soundIsOn(): boolean {
  try {
    return localStorage.getItem(SETTING) !== 'off'
  } catch {
    // Storage may be forbidden on a locked-down station: then it behaves as one where nothing was set.
    return true
  }
}

/** Turns sound and vibration of this station on or off. */
export function setSound(on: boolean): void {
  try {
    localStorage.setItem(SETTING, on ? 'on' : 'off')
  } catch {
    // Nothing to remember it in: it stays on.
  }
}

let audio: AudioContext | undefined

/** Sounds and vibrates once, where the station allows it and the browser can. Browsers stay silent and still until the person has touched the page once. */
export function signal(kind: Signal): void {
  if (!soundIsOn()) return
  // Before the first touch a browser refuses, with an error in its console.
  if (navigator.userActivation?.hasBeenActive ?? true) navigator.vibrate?.(PULSES[kind])
  if (typeof AudioContext === 'undefined') return
  audio ??= new AudioContext()
  if (audio.state === 'suspended') void audio.resume().catch(() => undefined)
  for (const tone of TONES[kind]) play(audio, tone)
}

function play(context: AudioContext, tone: Tone): void {
  const begin = context.currentTime + tone.start
  const end = begin + tone.seconds
  const oscillator = context.createOscillator()
  const gain = context.createGain()
  oscillator.type = tone.hertz < 400 ? 'triangle' : 'sine'
  oscillator.frequency.setValueAtTime(tone.hertz, begin)
  if (tone.toHertz) oscillator.frequency.exponentialRampToValueAtTime(tone.toHertz, end)
  // Short slopes at both ends: a tone that starts at full strength clicks.
  gain.gain.setValueAtTime(0.0001, begin)
  gain.gain.exponentialRampToValueAtTime(0.4, begin + 0.01)
  gain.gain.setValueAtTime(0.4, end - 0.03)
  gain.gain.exponentialRampToValueAtTime(0.0001, end)
  oscillator.connect(gain).connect(context.destination)
  oscillator.start(begin)
  oscillator.stop(end)
}
