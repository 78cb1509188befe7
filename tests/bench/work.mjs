// What is measured: each piece of work as ours does it and as the floor does it.

import { Client } from './client.mjs'
import { isBiologic, known, labelOf, lotNumber, randomFrom, sizeOf, uuid } from './data-words.mjs'
import { atOnce, inTurns } from './measure.mjs'
import { residentMegabytes, startServers } from './processes.mjs'

/** The most that each piece of work may take, as a multiple of the floor's p50. */
const targets = { api: 2, page: 8, scan: 2.7 }
const requests = { lookUps: 1600, pages: 800, scans: 600, crowd: 2400, queue: 1920 }
/** How many clients at once: the usual crowd, and many on PostgreSQL, where they gather on a few lots. */
const crowdSize = 8
const queueSize = 32
const sharedLots = 4

/** A goal that is a multiple of the floor. */
const atMost = (target) => (ours, floor) => {
  const ratio = ours.p50 / floor.p50
  return { said: `${ratio.toFixed(2).padStart(6)}  at most ${target}`, reached: ratio <= target && ours.errors === 0 }
}
/** The goal of many who scan the same few lots at once: they wait for each other, and none of them fails. */
const steady = ({ perSecond, p95, errors }) => ({
  said: `${errors} errors; at least 140 a second, p95 under 500`,
  reached: perSecond >= 140 && p95 < 500 && errors === 0,
})
/** The goal of many who scan lots of their own. */
const aThird = (ours, floor) => ({
  said: `${(ours.perSecond / floor.perSecond).toFixed(2).padStart(6)}  of the floor's, ${ours.errors} errors; at least 0.33`,
  reached: ours.perSecond >= floor.perSecond / 3 && ours.errors === 0,
})

/**
 * Measures everything, at all sizes in turns, so that what happens on the machine meanwhile happens to all of them.
 * @param {{ lots: number, open: () => Promise<import('./stores.mjs').Stores> }[]} sizes how many lots, and their databases
 * @param {number} seed
 * @param {(line: string) => void} say
 */
export async function measureAll(sizes, seed, say) {
  const all = []
  try {
    for (const { lots, open, postgres } of sizes) {
      const servers = await startServers(await open())
      all.push({ lots, servers, work: workOn(servers, lots, seed, postgres), rows: [] })
    }
    for (const { work } of all) await compareAnswers(work)
    for (const [number, { name, goal, requests, crowd }] of all[0].work.list.entries()) {
      say(`${name} …`)
      const contestants = all.flatMap(({ work }) => [work.list[number].ours, work.list[number].floor])
      const figures = await (crowd ? atOnce(contestants, requests) : inTurns(contestants, requests))
      for (const [size, { rows }] of all.entries()) {
        const [ours, floor] = [figures[size * 2], figures[size * 2 + 1]]
        rows.push({ name, ours, floor, ...goal(ours, floor) })
      }
    }
    return await Promise.all(all.map(resultOf))
  } finally {
    for (const { servers, work } of all) {
      work.close()
      await servers.stop()
    }
  }
}

const resultOf = async ({ lots, servers, work, rows }) => ({
  lots,
  uses: sizeOf(lots).uses,
  rows,
  memoryMegabytes: residentMegabytes(servers.ours.pid),
  floorMegabytes: residentMegabytes(servers.floor.pid),
  stored: await storedTwice(servers.stores, work),
})

function workOn({ ours, floor, keys }, lots, seed, postgres) {
  const random = randomFrom(seed + 99)
  const clients = []
  const client = (port, headers) => {
    const made = new Client(port, headers)
    clients.push(made)
    return made
  }
  const bearer = (token) => ({ Authorization: `Bearer ${token}`, Accept: 'application/json' })
  const connections = {
    manager: client(ours.port, bearer(keys.manager)),
    supply: client(ours.port, bearer(keys.supply)),
    browser: client(ours.port, { Cookie: `vialkeep-session=${keys.session}`, Accept: 'text/html' }),
    bare: client(floor.port),
    crowd: Array.from({ length: crowdSize }, () => client(ours.port, bearer(keys.manager))),
    bareCrowd: Array.from({ length: crowdSize }, () => client(floor.port)),
    queue: Array.from({ length: postgres ? queueSize : 0 }, () => client(ours.port, bearer(keys.manager))),
    bareQueue: Array.from({ length: postgres ? queueSize : 0 }, () => client(floor.port)),
  }
  const pick = {
    lot: () => lotNumber(1 + Math.floor(random() * lots)),
    patient: () => 1 + Math.floor(random() * sizeOf(lots).patients),
    scans: scansOf(random, lots),
  }
  const state = { acknowledged: 0 }
  return {
    list: listOf(connections, pick, state),
    pair: () => pairOf(connections, lotNumber(Math.ceil(lots / 2))),
    state,
    close: () => clients.forEach((each) => void each.close()),
  }
}

/** The pieces of work, each as ours does it and as the floor does it. */
function listOf(connections, pick, state) {
  const { manager, supply, browser, bare, crowd, bareCrowd, queue, bareQueue } = connections
  const receive = (through, among) => async () => {
    const answer = await through.post(`/api/v1/receiving/deliveries/${known.deliveryId}/scans`, pick.scans.ours(among))
    if (answer.status === 200) state.acknowledged++
    return answer
  }
  const store = (through, among) => () => through.post('/scans', pick.scans.floor(among))
  const audited = () => bare.get(`/look-up?lot=${pick.lot()}&audited`)
  const look = (through) => () => through.get(`/api/v1/recalls/look-up?lot=${pick.lot()}`)
  return [
    {
      name: 'recall look-up over the API, each patient audited',
      goal: atMost(targets.api),
      ours: look(manager),
      floor: audited,
      requests: requests.lookUps,
    },
    {
      name: 'the same for supply staff, who see no patients: nothing stored',
      goal: atMost(targets.api),
      ours: look(supply),
      floor: () => bare.get(`/look-up?lot=${pick.lot()}`),
      requests: requests.lookUps,
    },
    {
      name: 'recall look-up as a page, each patient audited',
      goal: atMost(targets.page),
      ours: () => browser.get(`/recalls?lot=${pick.lot()}`),
      floor: audited,
      requests: requests.pages,
    },
    {
      name: "a patient's lots over the API, audited",
      goal: atMost(targets.api),
      ours: () => manager.get(`/api/v1/patients/${pick.patient()}/lots`),
      floor: () => bare.get(`/patients/${pick.patient()}`),
      requests: requests.lookUps,
    },
    {
      name: 'one durable scan received, one client',
      goal: atMost(targets.scan),
      ours: receive(manager),
      floor: store(bare),
      requests: requests.scans,
    },
    {
      name: `one durable scan received, ${crowdSize} clients at once`,
      goal: atMost(targets.scan),
      ours: crowd.map((each) => receive(each)),
      floor: bareCrowd.map((each) => store(each)),
      requests: requests.crowd,
      crowd: true,
    },
    ...(queue.length === 0 ? [] : queueOf(queue, bareQueue, pick.scans, { receive, store })),
  ]
}

/** Many at once: on the same few lots, and each on lots of its own. */
function queueOf(queue, bareQueue, scans, { receive, store }) {
  const same = scans.some(sharedLots)
  const own = queue.map(() => scans.some(sharedLots))
  const base = { requests: requests.queue, crowd: true }
  return [
    {
      ...base,
      name: `one durable scan, ${queueSize} clients on the same ${sharedLots} lots`,
      goal: steady,
      ours: queue.map((each) => receive(each, same)),
      floor: bareQueue.map((each) => store(each, same)),
    },
    {
      ...base,
      name: `one durable scan, ${queueSize} clients on lots of their own`,
      goal: aThird,
      ours: queue.map((each, client) => receive(each, own[client])),
      floor: bareQueue.map((each, client) => store(each, own[client])),
    },
  ]
}

/** The answers of both, and the page, for one lot. */
async function pairOf({ manager, bare, browser }, lot) {
  const own = await manager.get(`/api/v1/recalls/look-up?lot=${lot}`)
  const plain = await bare.get(`/look-up?lot=${lot}`)
  const page = await browser.get(`/recalls?lot=${lot}`)
  return { own: JSON.parse(own.text()), plain: JSON.parse(plain.text()), page: page.text(), lot }
}

/** Scans of packages of lots that are kept by number alone, each with a scan id of its own. */
function scansOf(random, lots) {
  const pick = () => {
    for (;;) {
      const lot = 1 + Math.floor(random() * lots)
      if (!isBiologic(lot) && lot % 200 !== 0) return lot
    }
  }
  const one = (among) => {
    const lot = among ? among[Math.floor(random() * among.length)] : pick()
    return { lot, scanId: uuid(random), raw: labelOf(lot), placeId: known.storageId + (lot % 10), quantity: 1 }
  }
  return {
    /** Some lots to choose from. */
    some: (count) => Array.from({ length: count }, pick),
    ours: (among) => {
      const { lot: _lot, ...scan } = one(among)
      return { ...scan, symbologyId: null }
    },
    floor: (among) => {
      const scan = one(among)
      const parts = JSON.stringify({
        gtin: scan.raw.slice(5, 19),
        lot: lotNumber(scan.lot),
        expiry: scan.raw.slice(21, 27),
      })
      return { ...scan, lot: lotNumber(scan.lot), gtin: scan.raw.slice(5, 19), parts, deliveryId: known.deliveryId }
    },
  }
}

/** Both must say the same before it makes sense to time them. */
async function compareAnswers({ pair }) {
  const { own, plain, page, lot } = await pair()
  const given = plain.moved.filter((row) => row.patientId !== null)
  const same =
    own.followed?.length === 1 && own.here.length === plain.here.length && own.patients.length === given.length
  if (!same || given.length === 0)
    throw new Error(`Ours and the floor differ on lot ${lot}: ${JSON.stringify(own).slice(0, 500)}`)
  if (!page.includes(given[0].mrn)) throw new Error('The page of the look-up does not show its patient.')
}

/** Every acknowledged scan is there once: how many were acknowledged, and how many lines are stored. */
async function storedTwice(stores, { state }) {
  const row = await stores.row(`SELECT COUNT(*) AS "lines" FROM "Command" WHERE "kind" = 'receiving.receive'`)
  return { acknowledged: state.acknowledged, lines: Number(row.lines) }
}
