import { addMinutes } from '~/lib/day'
import { weighPatient } from '~/modules/patients/commands/weight.server'
import { explainWeight } from '~/modules/patients/messages'
import { answerSterileWhileReadying } from '~/modules/procedures/commands/answer-allergen.server'
import { answerScreening } from '~/modules/procedures/commands/answer-screening.server'
import { answerWords } from '~/modules/procedures/commands/answer-words.server'
import { recordApplied } from '~/modules/procedures/commands/applied.server'
import { clearToInject } from '~/modules/procedures/commands/clear.server'
import { identifyBySaying, leaveRoom } from '~/modules/procedures/commands/identify.server'
import { stepFacts } from '~/modules/procedures/commands/open-file.server'
import { overrideFinding } from '~/modules/procedures/commands/override.server'
import { bindWithinReach, scanForReadiness, signReady, unbind } from '~/modules/procedures/commands/ready.server'
import { scanForGiving } from '~/modules/procedures/commands/scan-give.server'
import { consent, screen, takeTimeOut } from '~/modules/procedures/commands/steps.server'
import { takeOut } from '~/modules/procedures/commands/take-out.server'
import { explainProcedure } from '~/modules/procedures/messages'
import { procedureFile } from '~/modules/procedures/queries/booking.server'
import { clearFacts } from '~/modules/procedures/queries/clear-facts.server'
import { clearPage } from '~/modules/procedures/queries/clear-page.server'
import { givePage } from '~/modules/procedures/queries/give-page.server'
import { procedureSeen } from '~/modules/procedures/queries/live.server'
import { clearFindings, clearKey } from '~/modules/procedures/rules/clearance'
import { timeOutParts } from '~/modules/procedures/rules/time-out'
import { appliedOf } from '~/modules/procedures/rules/waits'
import { textsOf } from '~/modules/protocols/queries.server'
import { explainBound } from '~/modules/readiness/messages'
import { factsOfBooking, keptFacts } from '~/modules/readiness/queries/facts.server'
import { wordFindings } from '~/modules/readiness/rules/allergy-questions'
import { keyOfFinding } from '~/modules/readiness/rules/overrides'
import { verdict } from '~/modules/readiness/rules/verdict'
import { resolveScan } from '~/modules/stock/queries/scan.server'
import { blocks } from '~/modules/stock/rules/judge/weigh'
import { type Said, the } from '../forms'
import { dayOfStory, microliters, patientOf, productOf, unitOf } from '../things'
import { question, verb } from '../verb'
import { act, StoryFault, say, visitorOf, type World } from '../world'
import { procedureOf } from './procedures'

const explainedBy = (world: World) => ({
  explain: (refusal: Parameters<typeof explainProcedure>[0]) =>
    explainProcedure(refusal, world.site.timeZone, world.now),
})

/** Every contraindication answered no, but one. */
async function answersOf(world: World, procedureId: number, yes: string | undefined) {
  const procedure = await world.db.read.procedure.findUniqueOrThrow({
    where: { id: procedureId },
    select: { protocolVersionId: true },
  })
  const questions = await textsOf(world.db.read, procedure.protocolVersionId, 'contraindications')
  const answers = questions.map(({ code }) => [code ?? '', code === yes ? 'yes' : 'no'] as const)
  if (yes !== undefined && answers.every(([code]) => code !== yes))
    throw new StoryFault(`Nobody is asked about ${yes}.`)
  return Object.fromEntries(answers)
}

/** What is kept of a container for a procedure. */
async function bindingOf(world: World, said: Said): Promise<number> {
  const { id: unitId } = await unitOf(world, the(said, 'unit'))
  const kept = await world.db.read.readinessBinding.findFirst({
    where: { ...procedureOf(world, said), unitId, endedAt: null },
    select: { id: true },
  })
  if (!kept) throw new StoryFault(`${the(said, 'unit')} is not kept for that procedure.`)
  return kept.id
}

/** A scan, and the things that the person taps where the same scan meant several: which lot, and which container of it. */
async function scanOf(world: World, said: Said) {
  const where = { siteId: world.site.id, timeZone: world.site.timeZone, at: world.now, container: 'which' as const }
  let scan: { raw: string; symbologyId: string; meant?: string } = { raw: the(said, 'text'), symbologyId: '' }
  for (const wanted of [said.choice, said.container].filter((each) => each !== undefined)) {
    const asked = await resolveScan(world.db.read, { ...scan, ...where })
    const choices = !asked.ok && 'choices' in asked.refusal ? (asked.refusal.choices ?? []) : []
    const chosen = choices.find(({ label }) => label === wanted)
    if (!chosen)
      throw new StoryFault(`Not offered: "${wanted}". Offered: ${choices.map(({ label }) => label).join(' · ')}.`)
    scan = { ...scan, meant: chosen.meant }
  }
  return scan
}

/** What is asked about an allergy in words, with the products that are ticked: none of them, or the one that is named. */
async function wordsAsked(world: World, said: Said) {
  const target = procedureOf(world, said)
  const file = await procedureFile(world.db.read, world.site.id, target.procedureId)
  if (!file) throw new StoryFault('The story has no such procedure.')
  const asked = wordFindings(await keptFacts(world.db.read, file.booking)).find(
    (finding) => finding.code === 'ALLERGY_QUESTION' && finding.note === the(said, 'words'),
  )
  if (asked?.code !== 'ALLERGY_QUESTION') throw new StoryFault(`Nobody is asked about "${the(said, 'words')}".`)
  if (said.product !== undefined && asked.products.every(({ name }) => name !== said.product))
    throw new StoryFault(`Nobody is asked about ${said.product}.`)
  const answers = asked.products.map(({ productId, name }) => ({ productId, matters: name === said.product }))
  return { ...target, allergyId: asked.allergyId, answers, reason: null }
}

const answeringWords = async (world: World, who: string, said: Said) =>
  act(world, who, answerWords, await wordsAsked(world, said), {
    explain: (refusal) => refusal.code,
    say: () => say('done'),
  })

/** What a story says is drawn: "2 mL of AF2201001 and 0 mL of V-000018". */
async function drawsOf(world: World, said: Said) {
  const draw = async (ml: string, unit: string) => ({
    unitId: (await unitOf(world, unit)).id,
    volume: ml === '0' ? 0 : microliters(ml),
  })
  const first = await draw(the(said, 'ml'), the(said, 'unit'))
  return said.ml2 === undefined ? [first] : [first, await draw(said.ml2, the(said, 'unit2'))]
}

/** A finding of a procedure that blocks, by its code and where needed its line, as a page's form would send it. */
async function findingNamed(world: World, procedureId: number, said: Said) {
  const file = await procedureFile(world.db.read, world.site.id, procedureId)
  if (!file) throw new StoryFault('The story has no such procedure.')
  if (said.ml !== undefined) {
    const step = await stepFacts(world.db.read as never, file, world.now)
    const facts = await clearFacts(world.db.read, file, step, await drawsOf(world, said), world.now)
    const clearing = clearFindings(facts, world.now).filter(blocks)
    const found = clearing.find((each) => each.code === the(said, 'finding'))
    if (!found) throw new StoryFault(`Not found. Found: ${clearing.map(({ code }) => code).join(', ')}.`)
    const { code, subject, fingerprint } = clearKey(found)
    return { code, subject, fingerprint }
  }
  const lines = verdict(await factsOfBooking(world.db.read, file.booking, world.now), world.now).lines
  for (const line of lines)
    for (const finding of line.findings)
      if (
        blocks(finding) &&
        finding.code === the(said, 'finding') &&
        (said.about === undefined || said.about === line.code)
      ) {
        const { code, subject, fingerprint } = keyOfFinding(finding, line.code)
        return { code, subject, fingerprint }
      }
  throw new StoryFault(
    `${the(said, 'finding')} is not found. Found: ${lines.flatMap((line) => line.findings.map(({ code }) => `${code} about ${line.code}`)).join(', ')}.`,
  )
}

const giveWords = {
  patient: 'the right patient',
  'other-patient': 'another patient',
  'other-vial': 'not to be used here',
} as const

/** From screened to the time-out. */
export const readinessVerbs = [
  verb(
    answerSterileWhileReadying.kind,
    'answers {answer} while {procedure} is made ready to whether the label of {product} says sterile',
    'nurse answers yes while P is made ready to whether the label of "Needle 18G" says sterile',
    async (world, who, said) => {
      const productId = (await productOf(world, the(said, 'product'))).id
      const input = answerSterileWhileReadying.input.parse({ productId, answer: the(said, 'answer') })
      return act(world, who, answerSterileWhileReadying, input, {
        explain: (refusal) => refusal.code,
        say: () => say('done'),
      })
    },
  ),
  verb(
    answerWords.kind,
    'answers for {procedure} that {words} matters for none of what is kept',
    'nurse answers for P that shellfish matters for none of what is kept',
    answeringWords,
  ),
  verb(
    answerWords.kind,
    'answers for {procedure} that {words} matters for {product}',
    'nurse answers for P that shellfish matters for "Amnio Flow 2 mL"',
    answeringWords,
  ),
  verb(
    screen.kind,
    'screens {procedure} [with yes to {question}] [because {reason}]',
    'nurse screens P -> clear',
    async (world, who, said) => {
      const target = procedureOf(world, said)
      const answers = await answersOf(world, target.procedureId, said.question)
      return act(
        world,
        who,
        screen,
        { ...target, answers, reason: said.reason ?? null },
        {
          ...explainedBy(world),
          say: ({ outcome }) => say(outcome),
        },
      )
    },
  ),
  verb(consent.kind, 'takes consent for {procedure}', 'nurse takes consent for P', (world, who, said) =>
    act(world, who, consent, procedureOf(world, said), { ...explainedBy(world), say: () => say('done') }),
  ),
  verb(
    scanForReadiness.kind,
    'scans {text} at readiness of {procedure} [choosing {choice}] [and {container}]',
    'nurse scans AF2201001 at readiness of P -> lot AF-2201 kept',
    async (world, who, said) => {
      const input = { ...procedureOf(world, said), ...(await scanOf(world, said)) }
      return act(world, who, scanForReadiness, input, {
        ...explainedBy(world),
        say: (value) =>
          value.kind === 'seal'
            ? say(value.inOrder ? 'seal in order' : 'seal not in order')
            : {
                ...say(`lot ${value.lotNumber} kept`),
                sentence: [...explainBound(value, world.site.timeZone, world.now), ...value.said].join(' '),
              },
      })
    },
  ),
  verb(
    bindWithinReach.kind,
    'keeps all that is within reach for {procedure}',
    'nurse keeps all that is within reach for P -> 12 kept',
    (world, who, said) =>
      act(world, who, bindWithinReach, procedureOf(world, said), {
        ...explainedBy(world),
        say: ({ bound }) => say(`${bound} kept`),
      }),
  ),
  verb(
    unbind.kind,
    'gives back {unit} kept for {procedure}',
    'nurse gives back AF2201001 kept for P',
    async (world, who, said) => {
      const input = { ...procedureOf(world, said), bindingId: await bindingOf(world, said) }
      return act(world, who, unbind, input, { ...explainedBy(world), say: () => say('done') })
    },
  ),
  verb(
    takeOut.kind,
    'takes {unit} out of storage for {procedure} [early because {reason}]',
    'nurse takes AF2201001 out of storage for P',
    async (world, who, said) => {
      const bindingId = await bindingOf(world, said)
      const input = { ...procedureOf(world, said), bindingId, reason: said.reason ?? null }
      return act(world, who, takeOut, input, { ...explainedBy(world), say: () => say('done') })
    },
  ),
  verb(signReady.kind, 'signs {procedure} ready', 'nurse signs P ready -> READY', (world, who, said) =>
    act(
      world,
      who,
      signReady,
      { ...procedureOf(world, said), signedName: 'Nora Story' },
      {
        ...explainedBy(world),
        say: () => say('READY'),
      },
    ),
  ),
  verb(
    answerScreening.kind,
    'answers for {procedure} the yes to {question} because {reason}',
    'nurse answers for P the yes to severe-allergy because "no anesthetic is used"',
    (world, who, said) => {
      const input = { question: the(said, 'question'), reason: the(said, 'reason'), signedName: 'Dr. Story' }
      return act(
        world,
        who,
        answerScreening,
        { ...procedureOf(world, said), ...input },
        {
          ...explainedBy(world),
          say: () => say('done'),
        },
      )
    },
  ),
  verb(
    takeTimeOut.kind,
    'takes the time-out of {procedure} [without naming {question}] [agreeing on {part}]',
    'nurse takes the time-out of P',
    async (world, who, said) => {
      const target = procedureOf(world, said)
      const file = await procedureFile(world.db.read, world.site.id, target.procedureId)
      const yes = file?.booking.screening?.yes.map(({ question }) => question) ?? []
      const considered = yes.filter((question) => question !== said.question)
      return act(
        world,
        who,
        takeTimeOut,
        { ...target, considered, agreed: timeOutParts.filter((part) => said.part === undefined || part === said.part) },
        {
          ...explainedBy(world),
          say: () => say('done'),
        },
      )
    },
  ),
  verb(
    overrideFinding.kind,
    'overrides {finding} [about {about}] of {procedure} [drawing {ml} mL of {unit}] [and {ml2} mL of {unit2}] because {reason}',
    'nurse overrides NOT_BOUND about drape of P because "towels are sterile, nothing is draped"',
    async (world, who, said) => {
      const target = procedureOf(world, said)
      const named = await findingNamed(world, target.procedureId, said)
      const drawn = said.ml === undefined ? {} : { drawn: await drawsOf(world, said) }
      const input = { ...target, ...named, ...drawn, reason: the(said, 'reason') }
      return act(world, who, overrideFinding, input, { ...explainedBy(world), say: () => say('overridden') })
    },
  ),
  verb(
    identifyBySaying.kind,
    'hears {name} born {birth} from the patient of {procedure}',
    'nurse hears "Rosa Example" born 1961-04-12 from the patient of P -> the right patient',
    (world, who, said) => {
      const input = { ...procedureOf(world, said), name: the(said, 'name'), birthDate: dayOfStory(the(said, 'birth')) }
      return act(world, who, identifyBySaying, input, {
        ...explainedBy(world),
        say: ({ matches }) => say(matches ? 'the right patient' : 'somebody else'),
      })
    },
  ),
  verb(
    leaveRoom.kind,
    'sees the {who} of {procedure} leave the room',
    'nurse sees the patient of P leave the room',
    (world, who, said) => {
      const input = leaveRoom.input.parse({ ...procedureOf(world, said), who: the(said, 'who') })
      return act(world, who, leaveRoom, input, { ...explainedBy(world), say: () => say('done') })
    },
  ),
  verb(
    weighPatient.kind,
    'weighs {mrn} at {figure} {unit} [although {so}]',
    'nurse weighs P-1001 at 74.5 kg',
    async (world, who, said) => {
      const input = weighPatient.input.parse({
        patientId: (await patientOf(world, the(said, 'mrn'))).id,
        tenths: Math.round(Number(the(said, 'figure')) * 10),
        unit: the(said, 'unit'),
        isSo: said.so !== undefined,
      })
      return act(world, who, weighPatient, input, { explain: explainWeight, say: () => say('done') })
    },
  ),
  verb(
    recordApplied.kind,
    'applied the {what} of {procedure} [{minutes} minutes ago] [correcting because {reason}]',
    'nurse applied the antiseptic of P 3 minutes ago',
    async (world, who, said) => {
      const target = procedureOf(world, said)
      const what = recordApplied.input.shape.what.parse(the(said, 'what'))
      const file = await procedureFile(world.db.read, world.site.id, target.procedureId)
      const before = appliedOf(file?.events ?? [], what, world.now, world.site.timeZone)
      const correction = said.reason === undefined ? null : { corrects: before?.eventId ?? 1, why: said.reason }
      const at = said.minutes === undefined ? null : addMinutes(world.now, -Number(said.minutes))
      const input = { ...target, what, at, correction }
      return act(world, who, recordApplied, input, { ...explainedBy(world), say: () => say('done') })
    },
  ),
  verb(
    clearToInject.kind,
    'clears {procedure} to inject {ml} mL of {unit} [and {ml2} mL of {unit2}]',
    'nurse clears P to inject 2 mL of AF2201001',
    async (world, who, said) => {
      const drawn = await drawsOf(world, said)
      return act(
        world,
        who,
        clearToInject,
        { ...procedureOf(world, said), drawn },
        {
          ...explainedBy(world),
          say: () => say('CLEAR TO INJECT'),
        },
      )
    },
  ),
  question(
    'opens the page of GIVEN of {procedure}',
    'nurse opens the page of GIVEN of P -> CLEAR TO INJECT 09:00',
    async (world, who, said) => {
      const view = await givePage(await visitorOf(world, who), String(procedureOf(world, said).procedureId))
      const live = view.live.marks[`cleared:${view.head.id}`]
      const seen = await procedureSeen(await visitorOf(world, who), view.head.id)
      const told = seen.marks[`cleared:${view.head.id}`]
      if (live?.word !== view.standing.mark.word || told?.word !== live.word)
        throw new StoryFault(`The page says ${view.standing.mark.word}, an open page is told ${told?.word}.`)
      return { said: [view.standing.mark.word], sentence: view.standing.reasons.join(' ') }
    },
  ),
  question(
    'opens the page of the clearance of {procedure}',
    'nurse opens the page of the clearance of P -> Cleared to inject',
    async (world, who, said) => {
      const id = String(procedureOf(world, said).procedureId)
      const view = await clearPage(await visitorOf(world, who), id, new URLSearchParams())
      const sentence = [...view.turned, ...view.findings.map(({ text }) => text)].join(' ')
      const isOpen = view.open > 0 || view.turned.length > 0
      const words = [...(isOpen ? ['NOT CLEAR'] : []), ...(view.cleared === null ? [] : ['Cleared to inject'])]
      return { said: words.length > 0 ? words : ['nothing is open'], sentence }
    },
  ),
  verb(
    scanForGiving.kind,
    'scans {text} at giving of {procedure} [choosing {choice}] [typing it by {hand}]',
    'nurse scans P-1001 at giving of P -> the right patient',
    async (world, who, said) => {
      const input = { ...procedureOf(world, said), ...(await scanOf(world, said)), typed: said.hand !== undefined }
      return act(world, who, scanForGiving, input, {
        ...explainedBy(world),
        say: (value) =>
          value.kind === 'vial'
            ? {
                ...say(`lot ${value.unit.lotNumber}`, ...value.findings.map(({ code }) => code)),
                sentence: value.said.join(' '),
              }
            : {
                ...say(giveWords[value.kind]),
                sentence:
                  value.kind === 'other-vial' ? explainProcedure(value.why, world.site.timeZone, world.now) : '',
              },
      })
    },
  ),
]
