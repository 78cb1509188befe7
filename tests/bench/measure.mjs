// Timing: one client or several, ours and the floor in turns, so that both meet the same machine.

const perTurn = 20

/** @typedef {{ p50: number, p95: number, perSecond: number }} Figures milliseconds, and requests a second */

/**
 * The figures of a list of times.
 * @param {number[]} times milliseconds of each request
 * @param {number} elapsed milliseconds in which all were answered
 * @returns {Figures}
 */
export function figuresOf(times, elapsed) {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
  return { p50: at(0.5), p95: at(0.95), perSecond: (times.length / elapsed) * 1000 }
}

async function timed(ask, index) {
  const started = performance.now()
  const answer = await ask(index)
  const took = performance.now() - started
  if (answer.status !== 200) throw new Error(`Answered ${answer.status}: ${answer.text().slice(0, 400)}`)
  return took
}

/**
 * One client each: turns of a few requests to ours, then as many to the floor.
 * @param {{ ours: (index: number) => Promise<object>, floor: (index: number) => Promise<object>, requests: number }} work
 */
export async function inTurns({ ours, floor, requests }) {
  const times = { ours: [], floor: [] }
  const warmUp = Math.ceil(requests / 4)
  for (let index = -warmUp; index < requests; index += perTurn) {
    for (const [name, ask] of [
      ['ours', ours],
      ['floor', floor],
    ]) {
      for (let step = 0; step < perTurn; step++) {
        const took = await timed(ask, index + step + warmUp)
        if (index >= 0) times[name].push(took)
      }
    }
  }
  const figures = (list) =>
    figuresOf(
      list,
      list.reduce((sum, each) => sum + each, 0),
    )
  return { ours: figures(times.ours), floor: figures(times.floor) }
}

/**
 * Several clients at once, ours and the floor in alternating rounds.
 * @param {{ ours: ((index: number) => Promise<object>)[], floor: ((index: number) => Promise<object>)[], requests: number, rounds?: number }} work one function a client
 */
export async function atOnce({ ours, floor, requests, rounds = 5 }) {
  const seen = { ours: { times: [], elapsed: 0 }, floor: { times: [], elapsed: 0 } }
  let next = 0
  for (let round = 0; round < rounds; round++) {
    for (const [name, clients] of [
      ['ours', ours],
      ['floor', floor],
    ]) {
      const each = Math.ceil(requests / rounds / clients.length)
      const first = next
      next += each * clients.length
      const started = performance.now()
      const times = await Promise.all(clients.map((ask, client) => steadily(ask, first + client * each, each)))
      if (round === 0) continue
      seen[name].elapsed += performance.now() - started
      seen[name].times.push(...times.flat())
    }
  }
  return { ours: figuresOf(seen.ours.times, seen.ours.elapsed), floor: figuresOf(seen.floor.times, seen.floor.elapsed) }
}

async function steadily(ask, first, count) {
  const times = []
  for (let index = first; index < first + count; index++) times.push(await timed(ask, index))
  return times
}
