import { describe, expect, it } from 'vitest'
import { visibleText } from '~/modules/labels/ui/scan-log'
import { type Queue, replyOf, type Scan, stepQueue } from '~/modules/labels/ui/scan-queue'

const scan = (scanId: string): Scan => ({
  scanId,
  raw: `raw ${scanId}`,
  symbologyId: '',
  fields: {},
  action: '/receiving/7',
})
const empty: Queue = { waiting: [], answered: [], unanswered: null }
const good = { tone: 'good', title: 'In' } as const

describe('the queue of scans', () => {
  it('keeps the order in which they were scanned', () => {
    const queue = ['a', 'b', 'c'].reduce((each, id) => stepQueue(each, { step: 'add', scan: scan(id) }), empty)
    expect(stepQueue(queue, { step: 'answer', scanId: 'a', reply: good }).waiting.map(({ scanId }) => scanId)).toEqual([
      'b',
      'c',
    ])
  })

  it('counts an answer once', () => {
    const queue = stepQueue(empty, { step: 'add', scan: scan('a') })
    const once = stepQueue(queue, { step: 'answer', scanId: 'a', reply: good })
    expect(stepQueue(once, { step: 'answer', scanId: 'a', reply: good })).toBe(once)
    expect(once.answered).toEqual([{ scan: scan('a'), reply: good }])
  })

  it('puts scans that were never answered before the ones of now, when a person sends them again', () => {
    const found = stepQueue(stepQueue(empty, { step: 'add', scan: scan('new') }), {
      step: 'found',
      scans: [scan('old')],
    })
    expect(found.waiting.map(({ scanId }) => scanId)).toEqual(['new'])
    const sent = stepQueue(found, { step: 'resend' })
    expect(sent.waiting.map(({ scanId }) => scanId)).toEqual(['old', 'new'])
    expect(sent.unanswered).toEqual([])
  })

  it('keeps the last six answers', () => {
    const ids = [...'abcdefgh']
    const queue = ids.reduce(
      (each, id) => {
        const added = stepQueue(each, { step: 'add', scan: scan(id) })
        return stepQueue(added, { step: 'answer', scanId: id, reply: good })
      },
      empty as ReturnType<typeof stepQueue>,
    )
    expect(queue.answered.map((each) => each.scan.scanId)).toEqual(['h', 'g', 'f', 'e', 'd', 'c'])
  })
})

describe('the reply of an action', () => {
  it('is its reply, or its refusal as a refused reply, or none', () => {
    expect(replyOf({ reply: good })).toEqual(good)
    expect(replyOf({ refusal: 'Not here.' })).toEqual({ tone: 'refused', title: 'Not here.' })
    expect(replyOf({ status: 'error' })).toBeNull()
    expect(replyOf(undefined)).toBeNull()
  })
})

describe('a scanned text on the page', () => {
  it('shows its separators and its spaces', () => {
    expect(visibleText(']d20112\x1d17 ')).toBe(']d20112␝17 ')
  })

  it('is cut to a line', () => {
    expect(visibleText('0'.repeat(100))).toBe(`${'0'.repeat(47)}…`)
  })
})
