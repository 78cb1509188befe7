// What the image bench prints.

const share = (count, of) => `${count}`.padStart(4) + `${of ? Math.round((100 * count) / of) : 0} %`.padStart(6)
const shown = (text) => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)
const verdict = (reached) => (reached ? 'reached' : 'NOT REACHED')

/** The middle and the 95th percentile of milliseconds. */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0
  return { p50: at(0.5), p95: at(0.95) }
}

/** Rows of one way of reading: how many were read rightly and wrongly, and the milliseconds a picture. */
export function summary(rows, way) {
  return {
    right: rows.filter((row) => row[way].right).length,
    wrong: rows.filter((row) => row[way].wrong.length > 0).length,
    ...spread(rows.flatMap((row) => row[way].milliseconds)),
  }
}

/** Rows by the value of a key, in the order in which the values come, and all of them at the end. */
export function grouped(rows, key) {
  const names = [...new Set(rows.map((row) => row[key]))]
  return [...names.map((name) => [name, rows.filter((row) => row[key] === name)]), ['all', rows]]
}

const cells = ({ right, wrong, p50, p95 }, of) =>
  `${share(right, of)}${String(wrong).padStart(7)}${p50.toFixed(0).padStart(6)}${p95.toFixed(0).padStart(6)}`

function table(rows, key, ways, judge) {
  const groups = grouped(rows, key)
  const width = Math.max(...groups.map(([name]) => name.length)) + 6
  const heads = Object.values(ways)
  const head = `${''.padEnd(width)}${heads.map((name) => ` | ${name.padEnd(29)}`).join('')}`
  const units = `${''.padEnd(width)}${heads.map(() => ' | right      wrong   p50   p95').join('')}  ms a picture`
  const lines = groups.map(([name, group]) => {
    const found = Object.keys(ways).map((way) => summary(group, way))
    const line = found.map((each) => ` | ${cells(each, group.length)}`).join('')
    return `${name.padEnd(width - 5)}${String(group.length).padStart(5)}${line}${judge ? `  ${judge(name, found)}` : ''}`
  })
  return [head, units, ...lines].join('\n')
}

function mistakes(rows, ways) {
  return Object.entries(ways).flatMap(([way, name]) =>
    rows
      .filter((row) => row[way].wrong.length > 0)
      .map((row) => {
        const which = row.name ?? `${row.class} ${row.carrier} number ${row.index}`
        return `  ${name}: ${which}: ${row[way].wrong.map(shown).join(', ')} for ${shown(row.text)}`
      }),
  )
}

/** The table of the pictures in a folder, by family of symbologies, and what was misread. */
export function folderTable(rows) {
  const ways = {
    ours: 'ours, from the gallery',
    frame: 'ours, one frame, no gate',
    theirs: 'html5-qrcode, file',
    theirFrame: 'html5-qrcode, one frame',
  }
  const known = rows.filter(({ text }) => text !== null)
  const unknown = rows.filter(({ text }) => text === null)
  const read = (way) => unknown.filter((row) => row[way].texts.length > 0).length
  return [
    `${known.length} pictures with their text`,
    table(known, 'family', ways),
    ...mistakes(known, ways),
    `${unknown.length} pictures without a text beside them: ours reads ${read('ours')} (one frame ${read('frame')}), html5-qrcode ${read('theirs')} (one frame ${read('theirFrame')})`,
  ].join('\n')
}

const betterThan = (ours, theirs) => ours.right > theirs.right && ours.wrong === 0

/** The table of the distorted images, by class and by carrier, the verdicts, and what was misread. */
export function distortedTable(rows) {
  const ways = { ours: 'ours, two frames and the gate', theirs: 'html5-qrcode, best of 4 tries' }
  const judge = (_name, [ours, theirs]) => verdict(betterThan(ours, theirs))
  const dropped = rows.filter(({ theirs }) => theirs.right && !theirs.separators).length
  return [
    `${rows.length} distorted images: more read than by html5-qrcode, none wrongly`,
    table(rows, 'class', ways, judge),
    '',
    table(rows, 'carrier', ways),
    ...mistakes(rows, ways),
    `${dropped} of html5-qrcode's right ones had lost their separators`,
  ].join('\n')
}

/** Whether every class of distorted images reaches its goal. */
export function isReached(rows) {
  return grouped(rows, 'class').every(([, group]) => betterThan(summary(group, 'ours'), summary(group, 'theirs')))
}
