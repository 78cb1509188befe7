// What the bench prints.

/** The most resident memory that the server may use after the run. */
const memoryTarget = 300
/** How much more than the floor's own growth ours may be, from the small to the large size. */
const growthTarget = 1.2

const ms = (value) => value.toFixed(2).padStart(8)
const rate = (value) => Math.round(value).toLocaleString('en-US').padStart(7)
const verdict = (reached) => (reached ? 'reached' : 'NOT REACHED')

/** The figures of one size, one line for each piece of work. */
export function sizeTable({ lots, uses, rows, memoryMegabytes, floorMegabytes, stored }) {
  const count = (value) => value.toLocaleString('en-US')
  const width = Math.max(...rows.map((row) => row.name.length))
  const head = `${'milliseconds'.padEnd(width)}     p50     p95     /s  |floor p50     p95     /s  |`
  const lines = rows.map(
    ({ name, ours, floor, said, reached }) =>
      `${name.padEnd(width)}${ms(ours.p50)}${ms(ours.p95)}${rate(ours.perSecond)}  |${ms(floor.p50)}${ms(floor.p95)}${rate(floor.perSecond)}  |${said}  ${verdict(reached)}`,
  )
  const memory = `resident memory after this: ${memoryMegabytes ?? '?'} MB (floor ${floorMegabytes ?? '?'} MB), at most ${memoryTarget}: ${verdict((memoryMegabytes ?? 0) < memoryTarget)}`
  const kept = `scans acknowledged ${count(stored.acknowledged)}, stored ${count(stored.lines)}: ${stored.acknowledged === stored.lines ? 'none lost, none doubled' : 'THEY DIFFER'}`
  return [`${count(lots)} lots, ${count(uses)} uses`, head, ...lines, memory, kept].join('\n')
}

/** How much slower the large size is than the small one, for ours and for the floor. */
export function growthTable([small, large]) {
  const lines = small.rows.map((row, index) => {
    const then = large.rows[index]
    const ours = then.ours.p50 / row.ours.p50
    const floor = then.floor.p50 / row.floor.p50
    return `${row.name}: ours ${ours.toFixed(2)}, floor ${floor.toFixed(2)}: ${(ours / floor).toFixed(2)}, at most ${growthTarget}: ${verdict(ours / floor <= growthTarget)}`
  })
  return ['growth of p50 from small to large', ...lines].join('\n')
}
