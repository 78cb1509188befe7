// What is measured: each piece of work as ours does it and as the floor does it.

import Database from 'better-sqlite3'
import { Client } from './client.mjs'
import { isBiologic, known, labelOf, lotNumber, randomFrom, sizeOf, uuid } from './data-words.mjs'
import { atOnce, inTurns } from './measure.mjs'
import { residentMegabytes, startServers } from './processes.mjs'

/** The most that each piece of work may take, as a multiple of the floor's p50. */
const targets = { api: 3, page: 12, scan: 5 }
const requests = { lookUps: 1600, pages: 800, scans: 600, crowd: 2400 }
const crowdSize = 8

/**
 * Measures everything, at all sizes in turns, so that what happens on the machine meanwhile happens to all of them.
 * @param {{ lots: number, data: string }[]} sizes how many lots, and the prepared file
 * @param {number} seed
 * @param {(line: string) => void} say
 */
export async function measureAll(sizes, seed, say) {
  const all = []
  try {
    for (const { lots, data } of sizes) {
      const servers = await startServers(data)
      all.push({ lots, servers, work: workOn(servers, lots, seed), rows: [] })
    }
    for (const { work } of all) await compareAnswers(work)
    for (const [number, { name, target, requests, crowd }] of all[0].work.list.entries()) {
      say(`${name} …`)
      const contestants = all.flatMap(({ work }) => [work.list[number].ours, work.list[number].floor])
      const figures = await (crowd ? atOnce(contestants, requests) : inTurns(contestants, requests))
      for (const [size, { rows }] of all.entries()) {
        const [ours, floor] = [figures[size * 2], figures[size * 2 + 1]]
        rows.push({ name, target, ours, floor, ratio: ours.p50 / floor.p50 })
      }
    }
    return all.map(resultOf)
  } finally {
    for (const { servers, work } of all) {
      work.close()
      await servers.stop()
    }
  }
}

const resultOf = ({ lots, servers, work, rows }) => ({
  lots,
  uses: sizeOf(lots).uses,
  rows,
  memoryMegabytes: residentMegabytes(servers.ours.pid),
  floorMegabytes: residentMegabytes(servers.floor.pid),
  stored: storedTwice(servers.files.ours, work),
})

function workOn({ ours, floor, keys }, lots, seed) {
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
function listOf({ manager, supply, browser, bare, crowd, bareCrowd }, pick, state) {
  const receive = (through) => async () => {
    const answer = await through.post(`/api/v1/receiving/deliveries/${known.deliveryId}/scans`, pick.scans.ours())
    if (answer.status === 200) state.acknowledged++
    return answer
  }
  const store = (through) => () => through.post('/scans', pick.scans.floor())
  const audited = () => bare.get(`/look-up?lot=${pick.lot()}&audited`)
  const look = (through) => () => through.get(`/api/v1/recalls/look-up?lot=${pick.lot()}`)
  return [
    {
      name: 'recall look-up over the API, each patient audited',
      target: targets.api,
      ours: look(manager),
      floor: audited,
      requests: requests.lookUps,
    },
    {
      name: 'the same for supply staff, who see no patients: nothing stored',
      target: targets.api,
      ours: look(supply),
      floor: () => bare.get(`/look-up?lot=${pick.lot()}`),
      requests: requests.lookUps,
    },
    {
      name: 'recall look-up as a page, each patient audited',
      target: targets.page,
      ours: () => browser.get(`/recalls?lot=${pick.lot()}`),
      floor: audited,
      requests: requests.pages,
    },
    {
      name: "a patient's lots over the API, audited",
      target: targets.api,
      ours: () => manager.get(`/api/v1/patients/${pick.patient()}/lots`),
      floor: () => bare.get(`/patients/${pick.patient()}`),
      requests: requests.lookUps,
    },
    {
      name: 'one durable scan received, one client',
      target: targets.scan,
      ours: receive(manager),
      floor: store(bare),
      requests: requests.scans,
    },
    {
      name: `one durable scan received, ${crowdSize} clients at once`,
      target: targets.scan,
      ours: crowd.map(receive),
      floor: bareCrowd.map(store),
      requests: requests.crowd,
      crowd: true,
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
  const one = () => {
    const lot = pick()
    return { lot, scanId: uuid(random), raw: labelOf(lot), placeId: known.storageId + (lot % 10), quantity: 1 }
  }
  return {
    ours: () => {
      const { lot: _lot, ...scan } = one()
      return { ...scan, symbologyId: null }
    },
    floor: () => {
      const scan = one()
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
function storedTwice(file, { state }) {
  const db = new Database(file, { readonly: true })
  const { lines } = db.prepare('SELECT COUNT(*) AS "lines" FROM "Command" WHERE "kind" = \'receiving.receive\'').get()
  db.close()
  return { acknowledged: state.acknowledged, lines }
}
