import { describe, expect, it, test } from 'vitest'
import { elapsedMs, isConnected, isDue, isKnown, type Looks, type Moment } from '~/ui/freshness'

const at = (seconds: number): Moment => ({ wall: 1_000_000 + seconds * 1_000, steady: seconds * 1_000 })
const looks = (given: Partial<Looks> = {}): Looks => ({
  online: true,
  goodAt: at(0),
  askedAt: at(0),
  failed: false,
  ...given,
})

describe('what an open page may still claim', () => {
  test.each([
    // [story, looks, now, known, connected]
    ['just looked', looks(), at(0), true, true],
    ['the next look is not yet due', looks(), at(14), true, true],
    ['one look failed or was slow', looks({ failed: true }), at(20), true, false],
    ['looks fail, or the server hangs, almost half a minute', looks({ failed: true }), at(27.9), true, false],
    ['half a minute without a good look', looks({ failed: true }), at(28), false, false],
    ['half a minute without any look', looks(), at(28), false, false],
    ['an hour of errors', looks({ failed: true, askedAt: at(3_595) }), at(3_600), false, false],
    ['a good look after it', looks({ goodAt: at(3_600), askedAt: at(3_600) }), at(3_601), true, true],
    ['what is shown turned, and could not be read again', looks({ askedAt: at(29) }), at(29), false, false],
    ['no network at all', looks({ online: false }), at(1), false, false],
    [
      'the tab slept, and its steady clock with it',
      looks(),
      { wall: at(900).wall, steady: at(1).steady },
      false,
      false,
    ],
    ['somebody set the clock back an hour', looks(), { wall: at(-3_600).wall, steady: at(29).steady }, false, false],
    [
      'the clock was set back, and the look is fresh',
      looks(),
      { wall: at(-3_600).wall, steady: at(5).steady },
      true,
      true,
    ],
  ] as const)('%s', (_story, given, now, known, connected) => {
    expect([isKnown(given, now), isConnected(given, now)]).toEqual([known, connected])
  })

  it('never claims a connection where the light is unknown', () => {
    for (const online of [true, false])
      for (const failed of [true, false])
        for (let second = 0; second < 60; second += 0.5) {
          const given = looks({ online, failed })
          if (!isKnown(given, at(second))) expect(isConnected(given, at(second))).toBe(false)
        }
  })
})

describe('when a page looks', () => {
  test.each([
    ['at ease, after 14 s', looks(), at(14), false],
    ['at ease, after 15 s', looks(), at(15), true],
    ['after a failure, 4 s later', looks({ failed: true }), at(4), false],
    ['after a failure, 5 s later', looks({ failed: true }), at(5), true],
    ['awake after a sleep', looks(), { wall: at(3_600).wall, steady: at(2).steady }, true],
  ] as const)('%s', (_story, given, now, due) => expect(isDue(given, now)).toBe(due))

  it('a look that fails at once, or after five seconds, is tried again while the last good one still counts', () => {
    const failedAt = 15 + 5
    expect(isDue(looks({ failed: true, askedAt: at(15) }), at(failedAt))).toBe(true)
    expect(isKnown(looks({ failed: true }), at(failedAt))).toBe(true)
  })

  it('elapsed time is never less than either clock says', () => {
    expect(elapsedMs(at(0), { wall: at(3).wall, steady: at(7).steady })).toBe(7_000)
    expect(elapsedMs(at(0), { wall: at(9).wall, steady: at(7).steady })).toBe(9_000)
  })
})
