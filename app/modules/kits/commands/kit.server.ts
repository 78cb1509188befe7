import type { Instant } from '~/lib/day'
import type { Tx } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import type { Stamp } from '~/modules/audit/types'
import type { Work } from '~/modules/auth/commands/command.server'
import { cleanTyped } from '~/modules/labels/rules/typed-text'
import { endNames, registerNames } from '~/modules/names/commands.server'
import { wasNamed } from '~/modules/names/queries/was-named.server'
import { apartOf } from '~/modules/stock/queries/apart.server'
import { meaningsOf } from '~/modules/stock/queries/meanings.server'
import { resolveScan, type ScanInput } from '~/modules/stock/queries/scan.server'
import { warningsOfText } from '~/modules/stock/queries/warnings.server'
import { namingsOf } from '~/modules/stock/queries/watched.server'
import { isNamed } from '~/modules/stock/rules/naming'
import { explainDifference, nameOfMeaning } from '~/modules/stock/rules/scan-words'
import { kitFacts } from '../queries.server'
import { emergencyKit, type KitItemDraft } from '../rules/emergency-kit'
import { sameSeal } from '../rules/verdict'
import type { KitFacts, KitRefusal } from '../types'

/** A kit of a site, with all that decides about it. */
export async function kitAt(tx: Tx, siteId: number, kitId: number): Promise<Result<KitFacts, KitRefusal>> {
  const [facts] = await kitFacts(tx, { kitIds: [kitId] })
  return facts && facts.siteId === siteId ? ok(facts) : refuse({ code: 'KIT_UNKNOWN' })
}

/** Writes a check of a kit down. */
export const storeCheck = (
  tx: Tx,
  stamp: Stamp,
  check: { kitId: number; kind: 'seal' | 'count'; sealSeen: string | null; inOrder: boolean; note?: string | null },
): Promise<unknown> =>
  tx.kitCheck.create({ data: { ...check, checkedAt: stamp.at, actor: stamp.actor }, select: { id: true } })

/**
 * What a text is that was scanned as a seal and is none: the name of something else that we have, any label of goods, or a
 * label of ours. Null for a seal, and for a text that nobody knows.
 */
export async function otherThanSeal(
  tx: Tx,
  { at }: Stamp,
  { raw, timeZone, siteId }: { readonly raw: string; readonly timeZone: string; readonly siteId: number },
): Promise<Extract<KitRefusal, { code: 'SEAL_IS_OTHER' }> | null> {
  const asked = { raw, symbologyId: '', at, timeZone, siteId, seesPatients: true, expecting: ['kit'] as const }
  const answer = await meaningsOf(tx, asked)
  const { meanings, typed } = answer
  const seals = meanings.filter((meaning) => meaning.kind === 'kit' && meaning.siteId !== null)
  const known = meanings.filter(({ kind, certainty }) => kind !== 'kit' && kind !== 'unknown' && certainty === 'exact')
  // A seal of before may be the number of a lot by now: that it is no seal any more is said with what it is.
  if (seals.some(({ certainty }) => certainty === 'exact') || (seals.length > 0 && known.length === 0)) return null
  // A wristband must not end up in a kit's history, and nobody is told here whose it is, or that it is one.
  if (meanings.some(({ kind, certainty }) => kind === 'patient' && certainty !== 'near'))
    return { code: 'SEAL_IS_OTHER', what: 'something else that has this number' }
  const differs = [...new Set(meanings.flatMap((each) => each.differs.map(explainDifference)))]
  const [other] = known.length > 0 ? known : meanings
  const isKnown = other?.certainty === 'exact' && (other.kind !== 'unknown' || other.what === 'own-misread')
  if (other && (isKnown || typed === null))
    return {
      code: 'SEAL_IS_OTHER',
      what: (known.length > 0 ? known : [other]).map(nameOfMeaning).join(', or '),
      said: [...(await warningsOfText(tx, asked, answer)), ...differs],
    }
  const { names, answers } = await apartOf(tx, asked, answer)
  const named = await Promise.all([answer, ...answers].map((each) => namingsOf(tx, each)))
  const namings = named.flat().filter(isNamed)
  if (names.length > 0)
    return { code: 'SEAL_IS_OTHER', what: names.join(', '), said: await warningsOfText(tx, asked, answer) }
  if (namings.length === 0) return null
  return { code: 'SEAL_IS_OTHER', what: 'a number that is recalled', said: await warningsOfText(tx, asked, answer) }
}

/** What a seal that was seen says of its kit. `isIts`: it is the one that was put on last. */
export type SealSeen = { readonly kitId: number; readonly isIts: boolean; readonly inOrder: boolean }

/**
 * A seal was seen on a kit, inside a transaction: records whether it is the kit's (R24). A wrong one is recorded too, and puts
 * the kit out of order until it is counted and sealed anew: the right one after it doesn't say who was in the kit meanwhile.
 * @param sealSeen the seal's registered name (`resolveScan`), or what a person said that is on the kit
 */
export async function seeSeal(
  tx: Tx,
  stamp: Stamp,
  input: { siteId: number; kitId: number; sealSeen: string },
): Promise<Result<SealSeen, KitRefusal>> {
  const kit = await kitAt(tx, input.siteId, input.kitId)
  if (!kit.ok) return kit
  const { kitId, sealSeen } = input
  const { sealNumber, sealBrokenAt, lastSealCheck } = kit.value
  const isIts = sealNumber !== null && sameSeal(sealNumber, sealSeen)
  const wasWrong = lastSealCheck !== null && !lastSealCheck.inOrder
  const inOrder = isIts && sealBrokenAt === null && !wasWrong
  await storeCheck(tx, stamp, { kitId, kind: 'seal', sealSeen, inOrder })
  return ok({ kitId, isIts, inOrder })
}

/** What a person says of a number that is no seal of ours: the kit in the hand bears it. */
export const bearsIt = 'the kit bears it'

/**
 * Which seal of this kit a scan is: read as readiness reads it. A number that nobody knows is asked about, and counts as
 * another seal only where a person said that it is on the kit. Refuses a seal of another kit, and what is no seal.
 */
export async function sealOf(
  tx: Tx,
  { at, site }: Pick<Work<never>, 'at' | 'site'>,
  kitId: number,
  scan: { readonly raw: string; readonly symbologyId: string; readonly meant?: string | undefined } & Pick<
    ScanInput,
    'scanner'
  >,
): Promise<Result<string, KitRefusal>> {
  const found = await resolveScan(tx, { ...scan, siteId: site.id, timeZone: site.timeZone, at })
  if (found.ok) {
    const { scanned } = found.value
    if (scanned.kind !== 'kit' || scanned.seal === null)
      return refuse({
        code: 'SEAL_IS_OTHER',
        what: scanned.kind === 'units' ? 'a container or its lot' : `a ${scanned.kind}`,
      })
    if (scanned.kitId === kitId) return ok(scanned.seal)
    const other = await kitAt(tx, site.id, scanned.kitId)
    return other.ok ? refuse({ code: 'SEAL_OF_OTHER_KIT', kit: other.value.name }) : other
  }
  const { refusal } = found
  if (refusal.code !== 'SCAN_UNKNOWN') return refuse(refusal)
  const seal = cleanTyped(scan.raw)?.text ?? ''
  if (seal === '') return refuse({ code: 'SEAL_EMPTY' })
  if (scan.meant === bearsIt) return ok(seal)
  const choices = [{ meant: bearsIt, label: `${seal} is on this kit` }]
  return refuse({ code: 'SEAL_UNKNOWN', seal, near: refusal.near, choices, said: refusal.said ?? [] })
}

/**
 * Makes a kit at a place of kind `kit`, with its par list, inside a transaction: for a clinic's set-up and the demo. Sealed
 * and counted only when a seal is given. Refuses categories that the catalog lacks.
 */
export async function insertKit(
  tx: Tx,
  stamp: Stamp,
  input: {
    readonly placeId: number
    readonly sealNumber?: string | null
    readonly sealedAt?: Instant
    readonly items?: readonly KitItemDraft[]
  },
): Promise<Result<{ kitId: number }, KitRefusal>> {
  const items = input.items ?? emergencyKit
  const rows = await tx.category.findMany({
    where: { code: { in: items.map((item) => item.category) } },
    select: { id: true, code: true },
  })
  const categories = new Map(rows.map((row) => [row.code, row.id]))
  const missing = items.map((item) => item.category).filter((code) => !categories.has(code))
  if (missing.length > 0) return refuse({ code: 'CATEGORIES_MISSING', categories: [...new Set(missing)] })
  const sealNumber = input.sealNumber ?? null
  if (sealNumber !== null && (await wasNamed(tx, 'seal', sealNumber)))
    return refuse({ code: 'SEAL_USED_BEFORE', seal: sealNumber })
  const sealedAt = sealNumber === null ? null : (input.sealedAt ?? stamp.at)
  const kit = await tx.kit.create({
    data: { placeId: input.placeId, sealNumber, sealedAt },
    select: { id: true, place: { select: { siteId: true } } },
  })
  if (sealNumber !== null)
    await registerNames(tx, stamp, [
      { kind: 'seal', text: sealNumber, target: { kind: 'kit', id: kit.id }, siteId: kit.place.siteId },
    ])
  for (const { category, needsWith, ...item } of items)
    await tx.kitItem.create({
      data: {
        ...item,
        kitId: kit.id,
        categoryId: categories.get(category) ?? 0,
        needsWith: needsWith ? needsWith.join(' ') : null,
      },
      select: { id: true },
    })
  if (sealedAt !== null)
    await storeCheck(
      tx,
      { ...stamp, at: sealedAt },
      { kitId: kit.id, kind: 'count', sealSeen: sealNumber, inOrder: true },
    )
  return ok({ kitId: kit.id })
}

/** The seal of a kit is broken, inside a transaction: the kit is out of order until it is counted and sealed. */
export async function openSeal(tx: Tx, at: Instant, kitId: number): Promise<void> {
  await tx.kit.update({ where: { id: kitId }, data: { sealBrokenAt: at }, select: { id: true } })
  await endNames(tx, at, { target: { kind: 'kit', id: kitId }, kind: 'seal' })
}
