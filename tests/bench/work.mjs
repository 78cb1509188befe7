// What is measured: each piece of work as ours does it and as the floor does it.

import Database from 'better-sqlite3'
import { Client } from './client.mjs'
import { isBiologic, known, labelOf, lotNumber, randomFrom, sizeOf, uuid } from './data.mjs'
import { atOnce, inTurns } from './measure.mjs'
import { residentMegabytes, startServers } from './processes.mjs'

/** What each piece of work may take at the most, as a multiple of the floor's p50. */
const targets = { api: 3, page: 12, scan: 5 }
const requests = { lookUps: 1600, pages: 800, scans: 600, crowd: 2400 }
const crowdSize = 8

/**
 * Measures everything on one database.
 * @param {string} data the prepared file
 * @param {number} lots how many it holds
 * @param {number} seed
 * @param {(line: string) => void} say
 */
export async function measureAll(data, lots, seed, say) {
  const servers = await startServers(data)
  try {
    const work = workOn(servers, lots, seed)
    await compareAnswers(work)
    const rows = []
    for (const { name, target, run } of work.list) {
      say(`${name} …`)
      const { ours, floor } = await run()
      rows.push({ name, target, ours, floor, ratio: ours.p50 / floor.p50 })
    }
    const memoryMegabytes = residentMegabytes(servers.ours.pid)
    const floorMegabytes = residentMegabytes(servers.floor.pid)
    work.close()
    return {
      lots,
      uses: sizeOf(lots).uses,
      rows,
      memoryMegabytes,
      floorMegabytes,
      stored: storedTwice(servers.files.ours, work),
    }
  } finally {
    await servers.stop()
  }
}

function workOn({ ours, floor, keys }, lots, seed) {
  const random = randomFrom(seed + 99)
  const clients = []
  const client = (port, headers) => {
    const made = new Client(port, headers)
    clients.push(made)
    return made
  }
  const bearer = (token) => ({ Authorization: `Bearer ${token}`, Accept: 'application/json' })
  const manager = client(ours.port, bearer(keys.manager))
  const supply = client(ours.port, bearer(keys.supply))
  const browser = client(ours.port, { Cookie: `vialkeep-session=${keys.session}`, Accept: 'text/html' })
  const bare = client(floor.port)
  const anyLot = () => lotNumber(1 + Math.floor(random() * lots))
  const anyPatient = () => 1 + Math.floor(random() * sizeOf(lots).patients)
  const scans = scansOf(random, lots)
  const state = { acknowledged: 0 }
  const receive = (through) => async () => {
    const answer = await through.post(`/api/v1/receiving/deliveries/${known.deliveryId}/scans`, scans.ours())
    if (answer.status === 200) state.acknowledged++
    return answer
  }
  const store = (through) => () => through.post('/scans', scans.floor())
  const crowd = (make) => Array.from({ length: crowdSize }, make)
  const list = [
    {
      name: 'recall look-up over the API, each patient audited',
      target: targets.api,
      run: () =>
        inTurns({
          ours: () => manager.get(`/api/v1/recalls/look-up?lot=${anyLot()}`),
          floor: () => bare.get(`/look-up?lot=${anyLot()}&audited`),
          requests: requests.lookUps,
        }),
    },
    {
      name: 'the same for supply staff, who see no patients: nothing stored',
      target: targets.api,
      run: () =>
        inTurns({
          ours: () => supply.get(`/api/v1/recalls/look-up?lot=${anyLot()}`),
          floor: () => bare.get(`/look-up?lot=${anyLot()}`),
          requests: requests.lookUps,
        }),
    },
    {
      name: 'recall look-up as a page, each patient audited',
      target: targets.page,
      run: () =>
        inTurns({
          ours: () => browser.get(`/recalls?lot=${anyLot()}`),
          floor: () => bare.get(`/look-up?lot=${anyLot()}&audited`),
          requests: requests.pages,
        }),
    },
    {
      name: "a patient's lots over the API, audited",
      target: targets.api,
      run: () =>
        inTurns({
          ours: () => manager.get(`/api/v1/patients/${anyPatient()}/lots`),
          floor: () => bare.get(`/patients/${anyPatient()}`),
          requests: requests.lookUps,
        }),
    },
    {
      name: 'one durable scan received, one client',
      target: targets.scan,
      run: () => inTurns({ ours: receive(manager), floor: store(bare), requests: requests.scans }),
    },
    {
      name: `one durable scan received, ${crowdSize} clients at once`,
      target: targets.scan,
      run: () =>
        atOnce({
          ours: crowd(() => receive(client(ours.port, bearer(keys.manager)))),
          floor: crowd(() => store(client(floor.port))),
          requests: requests.crowd,
        }),
    },
  ]
  const pair = async () => {
    const lot = lotNumber(Math.ceil(lots / 2))
    const [own, plain] = [
      await manager.get(`/api/v1/recalls/look-up?lot=${lot}`),
      await bare.get(`/look-up?lot=${lot}`),
    ]
    return {
      own: JSON.parse(own.text()),
      plain: JSON.parse(plain.text()),
      page: (await browser.get(`/recalls?lot=${lot}`)).text(),
      lot,
    }
  }
  return { list, pair, state, close: () => clients.forEach((each) => void each.close()) }
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
