/** Between which figures something lay from one x to another: a thermometer's lowest and highest since its reset. */
export type TraceSpan = { readonly from: number; readonly to: number; readonly min: number; readonly max: number }

/**
 * A series over time as a small line, drawn by the server, with the band that it should stay in. `points` are [x, y] in order of x;
 * where y is null nothing was measured and the line breaks. `spans` are drawn as bars, in color where they leave the band, and
 * count for the lowest and the highest as the points do. The numbers that matter are said in words below it.
 */
export function Trace({
  label,
  points,
  spans = [],
  low,
  high,
  unit = '',
}: {
  label: string
  points: readonly (readonly [x: number, y: number | null])[]
  spans?: readonly TraceSpan[]
  low?: number
  high?: number
  unit?: string
}) {
  const measured = points.filter((point): point is readonly [number, number] => point[1] !== null)
  const first = points[0]
  const last = points.at(-1)
  if (!first || !last || measured.length === 0) return <p className="text-muted">No readings in this time.</p>
  const values = [...measured.map(([, y]) => y), ...spans.flatMap(({ min, max }) => [min, max])]
  const start = Math.min(first[0], ...spans.map(({ from }) => from))
  const end = Math.max(last[0], ...spans.map(({ to }) => to))
  const least = Math.min(...values)
  const most = Math.max(...values)
  const floor = Math.min(least, low ?? least)
  const ceiling = Math.max(most, high ?? most)
  const room = (ceiling - floor || 1) * 0.12
  const x = (value: number) => (600 * (value - start)) / (end - start || 1)
  const y = (value: number) => 120 - (120 * (value - floor + room)) / (ceiling - floor + 2 * room)
  const top = high === undefined ? 0 : y(high)
  const bottom = low === undefined ? 120 : y(low)
  return (
    <figure className="grid gap-1">
      <svg className="trace" viewBox="0 0 600 120" preserveAspectRatio="none" role="img" aria-label={label}>
        <rect x="0" y={top} width="600" height={bottom - top} fill="var(--ready-soft)" />
        {[high, low].map((edge) =>
          edge === undefined ? null : (
            <path key={edge} d={`M0 ${y(edge)}H600`} stroke="var(--ready)" strokeWidth="1.5" strokeDasharray="6 5" />
          ),
        )}
        {spans.map(({ from, to, min, max }) => (
          <rect
            key={`${from} ${to} ${min} ${max}`}
            x={x(from)}
            // A moment, or a steady temperature, is still a line that can be seen.
            width={Math.max(x(to) - x(from), 2)}
            y={y(max)}
            height={Math.max(y(min) - y(max), 2)}
            fill={isOut(min, max, low, high) ? 'var(--stop)' : 'var(--ink)'}
            fillOpacity={isOut(min, max, low, high) ? 0.55 : 0.25}
          />
        ))}
        <path
          d={line(points, x, y)}
          fill="none"
          stroke="var(--ink)"
          strokeWidth="2.5"
          vectorEffect="non-scaling-stroke"
        />
        {measured.map(([at, value]) =>
          (high !== undefined && value > high) || (low !== undefined && value < low) ? (
            <circle key={at} cx={x(at)} cy={y(value)} r="4" fill="var(--stop)" />
          ) : null,
        )}
      </svg>
      <figcaption className="text-small text-muted">
        Lowest {least} {unit} · highest {most} {unit}
        {low === undefined && high === undefined ? null : ` · should stay ${band(low, high, unit)}`}
      </figcaption>
    </figure>
  )
}

const isOut = (min: number, max: number, low?: number, high?: number): boolean =>
  (high !== undefined && max > high) || (low !== undefined && min < low)

function band(low: number | undefined, high: number | undefined, unit: string): string {
  if (low === undefined) return `below ${high} ${unit}`
  if (high === undefined) return `above ${low} ${unit}`
  return `between ${low} and ${high} ${unit}`
}

function line(
  points: readonly (readonly [number, number | null])[],
  x: (value: number) => number,
  y: (value: number) => number,
): string {
  let pen = false
  let path = ''
  for (const [at, value] of points) {
    if (value !== null) path += `${pen ? 'L' : 'M'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`
    pen = value !== null
  }
  return path
}
