import { kitFacts } from '~/modules/kits/queries.server'
import { kitVerdict } from '~/modules/kits/rules/verdict'
import { lightsOf } from '~/modules/procedures/queries/board.server'
import { procedureFile } from '~/modules/procedures/queries/booking.server'
import { sharedReviews } from '~/modules/procedures/queries/shared.server'
import { lookAt } from '~/modules/readiness/queries/look.server'
import { noticeCase } from '~/modules/recalls/queries/case.server'
import { lotsOfPatient } from '~/modules/recalls/queries/of-patient.server'
import { deliveryLines } from '~/modules/receiving/queries/deliveries.server'
import { givenOfExcursion } from '~/modules/reports/queries/given-before.server'
import { today } from '~/modules/reports/queries/today.server'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { lotHolds } from '~/modules/stock/queries/lot-story.server'
import { verifyLedger } from '~/modules/stock/queries/verify.server'
import { isUsable } from '~/modules/stock/rules/looked'
import type { UnitFacts } from '~/modules/stock/types'
import { type Said, the } from './forms'
import { kitOf, lotOf, microliters, patientOf, placeOf, productOf, unitOf, whole } from './things'
import { type Claim, claim, whether } from './verb'
import { idOf, visitorOf, type World } from './world'

const reader = (world: World) => world.db.read

/** What stands inside of a container that the story names. */
async function standing(world: World, name: string): Promise<UnitFacts[]> {
  const { id } = await unitOf(world, name)
  return unitFacts(reader(world), { unitIds: [id] })
}

/** What every page says of them. */
const looked = (world: World, facts: readonly UnitFacts[]) => lookAt(reader(world), facts, world.now)

const codesOf = async (facts: readonly UnitFacts[], world: World): Promise<string> =>
  [...new Set((await looked(world, facts)).flatMap(({ findings }) => findings.map(({ code }) => code)))].join(' ') ||
  'nothing against it'

/** What stands against each container that is here of a lot. */
async function lotFacts(world: World, said: Said): Promise<UnitFacts[]> {
  const { id } = await lotOf(world, the(said, 'lot'))
  return unitFacts(reader(world), { lotIds: [id] })
}

async function usable(world: World, facts: readonly UnitFacts[]): Promise<true | string> {
  if (facts.length === 0) return 'nothing of it is here'
  const stopped = (await looked(world, facts)).filter((each) => !isUsable(each))
  return whether(
    stopped.length === 0,
    await codesOf(
      stopped.map((each) => each.facts),
      world,
    ),
  )
}

async function notUsable(world: World, facts: readonly UnitFacts[]): Promise<true | string> {
  const free = (await looked(world, facts)).filter(isUsable)
  return whether(free.length === 0, `${free.length} of ${facts.length} may be used`)
}

async function lotHeld(world: World, said: Said): Promise<string[]> {
  const { id } = await lotOf(world, the(said, 'lot'))
  const holds = await lotHolds(reader(world), id)
  return holds.filter((hold) => hold.releasedAt === null && hold.scope !== 'unit').map((hold) => hold.reason)
}

const onHold = (facts: readonly UnitFacts[]) => facts.length > 0 && facts.every((each) => each.holds.length > 0)

const stockClaims: readonly Claim[] = [
  claim('{vial} is usable', 'then AF2201001 is usable', async (world, said) =>
    usable(world, await standing(world, the(said, 'vial'))),
  ),
  claim('{vial} is not usable', 'then AF2201001 is not usable', async (world, said) =>
    notUsable(world, await standing(world, the(said, 'vial'))),
  ),
  claim('{vial} is on hold', 'then AF2201001 is on hold', async (world, said) => {
    const facts = await standing(world, the(said, 'vial'))
    return whether(onHold(facts), await codesOf(facts, world))
  }),
  claim('{vial} is spent', 'then AF2201001 is spent', async (world, said) => {
    const facts = await standing(world, the(said, 'vial'))
    return whether(facts.length === 0, `${facts.reduce((sum, each) => sum + each.quantity, 0)} of it is still here`)
  }),
  claim('{vial} is opened', 'then LID-1 is opened', async (world, said) => {
    const [facts] = await standing(world, the(said, 'vial'))
    return whether(facts !== undefined && facts.openedAt !== null, 'it was never opened')
  }),
  claim('{vial} is in {place}', 'then AF2201001 is in "Fridge 1"', async (world, said) => {
    const place = await placeOf(world, the(said, 'place'))
    const places = (await standing(world, the(said, 'vial'))).map((each) => each.placeName)
    return whether(places.includes(place.name), `it is in ${places.join(', ') || 'no place here'}`)
  }),
  claim('{vial} holds {ml} mL', 'then AF2201001 holds 2 mL', async (world, said) => {
    const left = (await standing(world, the(said, 'vial'))).reduce((sum, each) => sum + each.quantity, 0)
    return whether(left === microliters(the(said, 'ml')), `it holds ${left / 1_000} mL`)
  }),
  claim('lot {lot} is usable', 'then lot AF-2201 is usable', async (world, said) =>
    usable(world, await lotFacts(world, said)),
  ),
  claim('lot {lot} is not usable', 'then lot AF-2201 is not usable', async (world, said) =>
    notUsable(world, await lotFacts(world, said)),
  ),
  claim('lot {lot} is on hold [for {reason}]', 'then lot AF-2201 is on hold for recall', async (world, said) => {
    const reasons = await lotHeld(world, said)
    const isSo = said.reason === undefined ? reasons.length > 0 : reasons.includes(said.reason)
    return whether(isSo, `holds: ${reasons.join(', ') || 'none'}`)
  }),
  claim('lot {lot} is not on hold', 'then lot AF-2201 is not on hold', async (world, said) => {
    const reasons = await lotHeld(world, said)
    return whether(reasons.length === 0, `holds: ${reasons.join(', ')}`)
  }),
  claim('lot {lot} was never received', 'then lot AF-9999 was never received', async (world, said) => {
    const lots = await reader(world).lot.count({ where: { lotNumber: the(said, 'lot') } })
    return whether(lots === 0, 'it is known here')
  }),
  claim('lot {lot} expires {expiry}', 'then lot AF-2201 expires 2026-12-31', async (world, said) => {
    const { expiry } = await lotOf(world, the(said, 'lot'))
    return whether(expiry === the(said, 'expiry'), `it expires ${expiry}`)
  }),
  claim('{count} of lot {lot} are in {place}', 'then 20 of lot ND-4401 are in "Cabinet"', async (world, said) => {
    const place = await placeOf(world, the(said, 'place'))
    const here = (await lotFacts(world, said)).filter((each) => each.placeId === place.id)
    const pieces = here.reduce(
      (sum, each) => sum + each.quantity / (each.baseUnit === 'uL' ? each.containerQuantity : 1),
      0,
    )
    return whether(pieces === whole(the(said, 'count')), `there are ${pieces}`)
  }),
  claim('{product} has {count} lots', 'then "Needle 18G" has 1 lots', async (world, said) => {
    const { id: productId } = await productOf(world, the(said, 'product'))
    const lots = await reader(world).lot.findMany({ where: { productId }, select: { lotNumber: true } })
    return whether(lots.length === whole(the(said, 'count')), lots.map(({ lotNumber }) => lotNumber).join(', '))
  }),
  claim('the ledger is whole', 'then the ledger is whole', async (world) => {
    const { differences, reservedDifferences } = await verifyLedger(reader(world))
    const wrong = differences.length + reservedDifferences
    return whether(wrong === 0, `${wrong} balances differ from their postings`)
  }),
]

async function fileOf(world: World, said: Said) {
  const file = await procedureFile(reader(world), world.site.id, idOf(world, 'procedure', the(said, 'procedure')))
  if (!file) throw new Error('A procedure that the story made is gone.')
  return file
}

async function lightOf(world: World, said: Said): Promise<string> {
  const file = await fileOf(world, said)
  const light = (await lightsOf(reader(world), [file], world.now)).get(file.row.id)
  if (light?.state === 'not-ready') return `NOT READY: ${light.first?.code ?? ''}, ${light.open} open`
  return light?.state === 'ready' ? 'READY' : (light?.state ?? 'nothing')
}

const procedureClaims: readonly Claim[] = [
  claim('{procedure} is READY', 'then P is READY', async (world, said) => {
    const light = await lightOf(world, said)
    return whether(light === 'READY', light)
  }),
  claim('{procedure} is NOT READY', 'then P is NOT READY', async (world, said) => {
    const light = await lightOf(world, said)
    return whether(light !== 'READY', light)
  }),
  claim('procedure {procedure} is {status}', 'then procedure P is closed', async (world, said) => {
    const { state } = await fileOf(world, said)
    return whether(state.status === the(said, 'status'), state.status)
  }),
  claim('{procedure} has a review', 'then P has a review', async (world, said) => {
    const source = `procedure:${idOf(world, 'procedure', the(said, 'procedure'))}`
    const holds = await reader(world).hold.count({ where: { source, reason: 'review', release: { is: null } } })
    return whether(holds > 0, 'nothing waits for review')
  }),
  claim(
    '{procedure} shares a container with another patient',
    'then P shares a container with another patient',
    async (world, said) => {
      const id = idOf(world, 'procedure', the(said, 'procedure'))
      const open = await sharedReviews(reader(world), world.site.id)
      return whether(
        open.some(({ procedureId }) => procedureId === id),
        'no review of that is open',
      )
    },
  ),
  claim('{procedure} has the finding {code}', 'then P has the finding PATIENT_NOT_IDENTIFIED', async (world, said) => {
    const { events } = await fileOf(world, said)
    const text = JSON.stringify(events.filter(({ kind }) => kind === 'finding').map(({ detail }) => detail))
    return whether(text.includes(`"code":"${the(said, 'code')}"`), text)
  }),
  claim('{mrn} got {ml} mL of lot {lot}', 'then P-1001 got 2 mL of lot AF-2201', async (world, said) => {
    const patient = await patientOf(world, the(said, 'mrn'))
    const rows = await lotsOfPatient(reader(world), patient.id)
    const sure = rows.filter((row) => !row.reversed && row.insteadOf === null)
    const own = sure.filter((row) => row.lotNumber === the(said, 'lot'))
    const got = own.reduce((sum, row) => sum + row.quantity, 0)
    return whether(got === microliters(the(said, 'ml')), `${got / 1_000} mL`)
  }),
  claim('{mrn} may have got lot {lot}', 'then P-1001 may have got lot AF-2202', async (world, said) => {
    const patient = await patientOf(world, the(said, 'mrn'))
    const rows = (await lotsOfPatient(reader(world), patient.id)).filter(
      (row) => row.insteadOf !== null && !row.reversed,
    )
    return whether(
      rows.some((row) => row.lotNumber === the(said, 'lot')),
      rows.map((row) => `${row.lotNumber} instead of ${row.insteadOf}`).join(', ') || 'no record leaves it open',
    )
  }),
  claim('{mrn} got nothing of lot {lot}', 'then P-1002 got nothing of lot AF-2201', async (world, said) => {
    const patient = await patientOf(world, the(said, 'mrn'))
    const rows = await lotsOfPatient(reader(world), patient.id)
    const own = rows.filter((row) => row.lotNumber === the(said, 'lot') && !row.reversed)
    return whether(own.length === 0, 'it is in the patient’s history')
  }),
  claim('{mrn} was shown to {person}', 'then P-1001 was shown to nurse', async (world, said) => {
    const subject = `patient:${(await patientOf(world, the(said, 'mrn'))).id}`
    const actor = `person:${world.people.get(the(said, 'person')) ?? 0}`
    const looks = await reader(world).auditEntry.count({
      where: { subject, actor, action: { in: ['patient.search', 'patient.similar', 'patient.read'] } },
    })
    return whether(looks > 0, 'the audit trail has no such look')
  }),
  claim('kit {kit} is not in order', 'then kit "Emergency kit" is not in order', async (world, said) => {
    const { id } = await kitOf(world, the(said, 'kit'))
    const [facts] = await kitFacts(reader(world), { kitIds: [id] })
    const verdict = facts && kitVerdict(facts, world.now)
    return whether(verdict?.inOrder === false, JSON.stringify(verdict))
  }),
  claim('kit {kit} finds {code}', 'then kit "Emergency kit" finds ITEM_KEPT_RECALLED', async (world, said) => {
    const { id } = await kitOf(world, the(said, 'kit'))
    const [facts] = await kitFacts(reader(world), { kitIds: [id] })
    const codes = facts ? kitVerdict(facts, world.now).findings.map(({ code }) => code as string) : []
    return whether(codes.includes(the(said, 'code')), codes.join(', ') || 'nothing')
  }),
  claim('kit {kit} is in order', 'then kit "Emergency kit" is in order', async (world, said) => {
    const { id } = await kitOf(world, the(said, 'kit'))
    const [facts] = await kitFacts(reader(world), { kitIds: [id] })
    const verdict = facts && kitVerdict(facts, world.now)
    return whether(verdict?.inOrder === true, JSON.stringify(verdict))
  }),
]

async function caseOf(world: World, said: Said) {
  const found = await noticeCase(await visitorOf(world, 'manager'), idOf(world, 'notice', the(said, 'notice')))
  if (!found) throw new Error('A notice that the story made is gone.')
  return found
}

/** What an excursion says was given before its readings came in, as a manager reads it. */
async function givenOf(world: World, said: Said) {
  const id = idOf(world, 'excursion', the(said, 'excursion'))
  const { placeId, startedAt } = await world.db.read.excursion.findUniqueOrThrow({ where: { id } })
  const given = await givenOfExcursion(await visitorOf(world, 'manager'), placeId, startedAt)
  return given.map(({ patient }) => patient?.mrn ?? 'somebody')
}

const excursionClaims: readonly Claim[] = [
  claim(
    'in excursion {excursion} {mrn} was given before the reading',
    'then in excursion E P-1001 was given before the reading',
    async (world, said) => {
      const mrns = await givenOf(world, said)
      return whether(mrns.includes(the(said, 'mrn')), mrns.join(', ') || 'nobody was')
    },
  ),
  claim(
    'nothing was given before the readings of {excursion}',
    'then nothing was given before the readings of E',
    async (world, said) => {
      const mrns = await givenOf(world, said)
      return whether(mrns.length === 0, mrns.join(', '))
    },
  ),
]

const receivingClaims: readonly Claim[] = [
  claim(
    'the delivery {delivery} says {words}',
    'then the delivery D says "No expiry is printed."',
    async (world, said) => {
      const { lines } = await deliveryLines(world.db.read, idOf(world, 'delivery', the(said, 'delivery')))
      const words = lines.flatMap(({ answered, reason }) => [answered, reason].filter((each) => each !== null))
      return whether(
        words.some((each) => each.includes(the(said, 'words'))),
        words.join(' | ') || 'it says nothing',
      )
    },
  ),
]

const recallClaims: readonly Claim[] = [
  claim('{notice} lists {mrn}', 'then N lists P-1001', async (world, said) => {
    const mrns = (await caseOf(world, said)).found.trace.patients.map((row) => row.mrn)
    return whether(mrns.includes(the(said, 'mrn')), mrns.join(', ') || 'it lists no patient')
  }),
  claim('{notice} lists no patient', 'then N lists no patient', async (world, said) => {
    const mrns = (await caseOf(world, said)).found.trace.patients.map((row) => row.mrn)
    return whether(mrns.length === 0, mrns.join(', '))
  }),
  claim('{notice} says {words}', 'then N says "2 lots are on hold"', async (world, said) => {
    const { status, searched } = await caseOf(world, said)
    return whether(`${status}. ${searched}`.includes(the(said, 'words')), `${status}. ${searched}`)
  }),
  claim(
    '{notice} asks the {question} question [about lot {lot}]',
    'then N asks the donor question about lot AF-2203',
    async (world, said) => {
      const { questions } = await caseOf(world, said)
      const lotId = said.lot === undefined ? null : (await lotOf(world, said.lot)).id
      const asked = questions.map(({ question, lot, text }) => `${question} ${lot?.lotNumber ?? text}`)
      return whether(
        questions.some(({ question, lot }) => question === said.question && (lotId === null || lot?.lotId === lotId)),
        asked.join(', ') || 'it asks nothing',
      )
    },
  ),
  claim('{notice} asks nothing', 'then N asks nothing', async (world, said) => {
    const { questions } = await caseOf(world, said)
    return whether(
      questions.length === 0,
      questions.map(({ question, lot }) => `${question} ${lot?.lotNumber ?? ''}`).join(', '),
    )
  }),
  claim('{notice} holds lot {lot}', 'then N holds lot AF-2201', async (world, said) => {
    const { id } = await lotOf(world, the(said, 'lot'))
    const { held } = await caseOf(world, said)
    return whether(
      held.some(({ lotId }) => lotId === id),
      `it holds ${held.length} other lots`,
    )
  }),
]

const needsToday = async (world: World): Promise<string[]> =>
  (await today(await visitorOf(world, 'manager'))).needs.map(({ key }) => key.split(':')[0] ?? '')

/** The first page as anybody sees it. */
const todayClaims: readonly Claim[] = [
  claim('today asks for {need}', 'then today asks for STORAGE_NOT_PROVEN', async (world, said) => {
    const codes = await needsToday(world)
    return whether(codes.includes(the(said, 'need')), codes.join(', ') || 'it asks for nothing')
  }),
  claim('today does not ask for {need}', 'then today does not ask for STORAGE_NOT_PROVEN', async (world, said) =>
    whether(!(await needsToday(world)).includes(the(said, 'need')), 'it asks for it'),
  ),
  claim('today names {words}', 'then today names "No freezer, fridge or cabinet is set up"', async (world, said) => {
    const { needs } = await today(await visitorOf(world, 'manager'))
    const titles = needs.map(({ title }) => title)
    return whether(
      titles.some((title) => title.includes(the(said, 'words'))),
      titles.join('; ') || 'it asks for nothing',
    )
  }),
  claim(
    'today is quiet and says {words}',
    'then today is quiet and says "The emergency kit is in order."',
    async (world, said) => {
      const { needs, quiet } = await today(await visitorOf(world, 'manager'))
      if (needs.length > 0) return `it asks for ${needs.map(({ key }) => key).join(', ')}`
      return whether(quiet.join(' ').includes(the(said, 'words')), quiet.join(' '))
    },
  ),
]

/** What can be claimed after `then`. Those that begin with a fixed word come first. */
export const claims: readonly Claim[] = [
  ...stockClaims,
  ...procedureClaims,
  ...receivingClaims,
  ...recallClaims,
  ...excursionClaims,
  ...todayClaims,
].sort((a, b) => Number(a.form.startsWith('{')) - Number(b.form.startsWith('{')))
