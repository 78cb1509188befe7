// Timing: one client or several; ours and the floor, small and large, in turns, so that all meet the same machine.

const perTurn = 20

/** @typedef {{ p50: number, p95: number, perSecond: number, errors: number }} Figures milliseconds, requests a second, and how many failed */

/**
 * The figures of a list of times.
 * @param {number[]} times milliseconds of each request
 * @param {number} elapsed milliseconds in which all were answered
 * @returns {Figures}
 */
export function figuresOf(times, elapsed) {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
  return { p50: at(0.5), p95: at(0.95), perSecond: (times.length / elapsed) * 1000, errors: 0 }
}

async function timed(ask, index) {
  const started = performance.now()
  const answer = await ask(index)
  const took = performance.now() - started
  if (answer.status !== 200) throw new Error(`Answered ${answer.status}: ${answer.text().slice(0, 400)}`)
  return took
}

/**
 * One client for each contestant, in turns of a few requests.
 * @param {((index: number) => Promise<object>)[]} contestants
 * @param {number} requests of each
 * @returns {Promise<Figures[]>}
 */
export async function inTurns(contestants, requests) {
  const times = contestants.map(() => [])
  const warmUp = Math.ceil(requests / 4)
  for (let index = -warmUp; index < requests; index += perTurn) {
    for (const [number, ask] of contestants.entries()) {
      for (let step = 0; step < perTurn; step++) {
        const took = await timed(ask, index + step + warmUp)
        if (index >= 0) times[number].push(took)
      }
    }
  }
  return times.map((list) =>
    figuresOf(
      list,
      list.reduce((sum, each) => sum + each, 0),
    ),
  )
}

/**
 * Several clients at once for each contestant, in turns of a round; the first round is not counted. Answers that are none
 * are counted as errors, not as work.
 * @param {((index: number) => Promise<object>)[][]} contestants one function a client
 * @param {number} requests of each
 * @returns {Promise<Figures[]>}
 */
export async function atOnce(contestants, requests, rounds = 6) {
  const seen = contestants.map(() => ({ times: [], elapsed: 0, errors: 0 }))
  for (let round = 0; round <= rounds; round++) {
    for (const [number, clients] of contestants.entries()) {
      const each = Math.ceil(requests / rounds / clients.length)
      const started = performance.now()
      const times = await Promise.all(clients.map((ask, client) => steadily(ask, client * each, each)))
      if (round === 0) continue
      seen[number].elapsed += performance.now() - started
      const done = times.flat()
      seen[number].times.push(...done.filter((took) => took !== failed))
      seen[number].errors += done.filter((took) => took === failed).length
    }
  }
  return seen.map(({ times, elapsed, errors }) => ({ ...figuresOf(times, elapsed), errors }))
}

const failed = Symbol('failed')

async function steadily(ask, first, count) {
  const times = []
  for (let index = first; index < first + count; index++) times.push(await timed(ask, index).catch(() => failed))
  return times
}
