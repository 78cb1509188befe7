import { describe, expect, it } from 'vitest'
import { agreeing, closedGate, inReadingOrder, type SeenSymbol, seeFrame } from '~/modules/labels/rules/symbol-gate'
import { cameraProblemOf, explainCamera } from '~/modules/labels/ui/camera-problem'

const at = (x: number, y: number, side = 100): SeenSymbol['corners'] => [
  { x, y },
  { x: x + side, y },
  { x: x + side, y: y + side },
  { x, y: y + side },
]
const matrix = (text: string, x = 0, y = 0): SeenSymbol => ({
  text,
  symbologyId: ']d2',
  linear: false,
  corners: at(x, y),
})
const bars = (text: string, x = 0, y = 0): SeenSymbol => ({ text, symbologyId: ']C1', linear: true, corners: at(x, y) })

/** What counts in each of a row of frames, 100 ms apart. */
function watch(frames: readonly (readonly SeenSymbol[])[], stepMs = 100): string[][] {
  let gate = closedGate
  return frames.map((symbols, index) => {
    const seen = seeFrame(gate, symbols, index * stepMs)
    gate = seen.gate
    return seen.counted.map(({ text }) => text)
  })
}

describe('what a camera sees', () => {
  it('counts a 2D code once while it stays in sight', () => {
    expect(watch(Array(30).fill([matrix('A')])).flat()).toEqual(['A'])
  })

  it('counts it within two frames', () => {
    expect(watch([[matrix('A')], [matrix('A')]])).toEqual([[], ['A']])
  })

  it('counts it again when it was gone for more than a second: ten boxes are ten scans', () => {
    const box = [[matrix('A')], [matrix('A')]]
    const gone = Array(13).fill([])
    expect(watch([...box, ...gone, ...box, ...gone, ...box]).flat()).toEqual(['A', 'A', 'A'])
  })

  it('does not count it again when it was out of sight for a moment', () => {
    expect(watch([[matrix('A')], [matrix('A')], ...Array(9).fill([]), [matrix('A')], [matrix('A')]]).flat()).toEqual([
      'A',
    ])
  })

  it('counts a code of bars after two equal reads, never after one', () => {
    expect(watch([[bars('A')], [], [], []]).flat()).toEqual([])
    expect(watch([[bars('A')], [], [bars('A')]])).toEqual([[], [], ['A']])
  })

  it('wants two reads more than any other reading of the same place', () => {
    expect(watch([[bars('X')], [bars('A')], [bars('A')], [bars('A')]])).toEqual([[], [], [], ['A']])
    expect(watch([[bars('X')], [bars('A')], [bars('X')], [bars('A')]]).flat()).toEqual([])
  })

  it('lets two codes of bars at different places count side by side', () => {
    const both = [bars('A', 0, 0), bars('B', 0, 300)]
    expect(watch([both, both])).toEqual([[], ['A', 'B']])
  })

  it('hands the codes of one label over together, in reading order, though one is readable later', () => {
    const first = matrix('A', 300, 0)
    const second = bars('B', 0, 5)
    expect(watch([[first], [first, second], [first, second], [first, second]])).toEqual([[], [], ['B', 'A'], []])
  })

  it('waits no longer than 400 ms for a code that stays unreadable', () => {
    const flicker = (index: number) => bars(`no ${index}`, 0, 300)
    const frames = Array.from({ length: 6 }, (_, index) => [matrix('A'), flicker(index)])
    expect(watch(frames).flat()).toEqual(['A'])
  })

  it('keeps the same text under two symbology identifiers apart', () => {
    const plain = { ...matrix('A', 0, 200), symbologyId: ']d1' }
    expect(
      watch([
        [matrix('A'), plain],
        [matrix('A'), plain],
      ]).flat(),
    ).toEqual(['A', 'A'])
  })
})

describe('a picture decoded at several sizes', () => {
  it('gives 2D codes of any pass, and codes of bars that two passes agree on', () => {
    expect(agreeing([[matrix('A')], [bars('B', 0, 300)], [bars('B', 0, 300)], []]).map(({ text }) => text)).toEqual([
      'A',
      'B',
    ])
    expect(agreeing([[bars('B')], [], [bars('C')]])).toEqual([])
  })
})

describe('reading order', () => {
  it('goes by rows from the top, each from the left', () => {
    const four = [matrix('d', 200, 210), matrix('b', 200, 4), matrix('c', 0, 200), matrix('a', 0, 10)]
    expect(inReadingOrder(four).map(({ text }) => text)).toEqual(['a', 'b', 'c', 'd'])
  })
})

describe('a camera that does not start', () => {
  it('is told by its cause, whoever words it', () => {
    expect(cameraProblemOf('Error getting userMedia, error = NotAllowedError: Permission denied')).toBe('denied')
    expect(cameraProblemOf(new DOMException('Requested device not found', 'NotFoundError'))).toBe('none')
    expect(cameraProblemOf('Error getting userMedia, error = NotReadableError: Could not start video source')).toBe(
      'busy',
    )
    expect(cameraProblemOf('Camera streaming not supported by the browser.')).toBe('unsupported')
    expect(cameraProblemOf('Camera access is only supported in secure context like https or localhost.')).toBe(
      'insecure',
    )
    expect(cameraProblemOf(new Error('?'))).toBe('other')
  })

  it('says what to do, and what works in the meantime', () => {
    const problems = ['insecure', 'unsupported', 'denied', 'none', 'busy', 'other'] as const
    for (const problem of problems) expect(explainCamera(problem).advice).toContain('take a picture')
  })
})
