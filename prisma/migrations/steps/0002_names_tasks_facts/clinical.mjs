// Words that become codes and figures, where they say one thing only.

const knownSites = [
  ['hip-joint', /\b(hip joint|joint cavity|intra-?articular|acetabul\w*)\b/i],
  ['iliopsoas', /\b(iliopsoas|psoas)\b/i],
  ['gluteal', /\bglute(al|us)\b/i],
]

const slugOf = (text) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60) || 'site'

/** Bookings keep their words. Words that name exactly one of the coded sites get its code, others become a code of their own. */
export async function codeInjectionSites({ query, execute }) {
  const used = await query('SELECT DISTINCT "injectionSite" AS "text" FROM "Procedure" ORDER BY 1')
  const codes = new Set(knownSites.map(([code]) => code))
  for (const { text } of used) {
    const matches = knownSites.filter(([, words]) => words.test(text))
    const code = matches.length === 1 ? matches[0][0] : slugOf(text)
    if (!codes.has(code)) {
      codes.add(code)
      const kind = /muscle|muscular/i.test(text) ? 'intramuscular' : 'other'
      await execute(`INSERT INTO "InjectionSite" ("code", "label", "kind", "active") VALUES ($1, $2, $3, false)`, [
        code,
        text,
        kind,
      ])
    }
    await execute('UPDATE "Procedure" SET "injectionSiteCode" = $1 WHERE "injectionSite" = $2', [code, text])
  }
}

const amides = /\b(lidocaine|lignocaine|bupivacaine|levobupivacaine|ropivacaine|mepivacaine|prilocaine|articaine)\b/i
const esters = /\b(procaine|chloroprocaine|tetracaine|benzocaine)\b/i

/** Only a strength that is one figure and nothing else is taken; whatever else is written stays unknown and is asked for. */
function microgramsPerMl(strength) {
  const percent = /^\s*(\d{1,2}(?:\.\d{1,3})?)\s*%\s*$/.exec(strength)
  const milligrams = /^\s*(\d{1,3}(?:\.\d{1,3})?)\s*mg\s*\/\s*mL\s*$/i.exec(strength)
  const amount = percent ? Number(percent[1]) * 10_000 : milligrams ? Number(milligrams[1]) * 1_000 : 0
  return amount >= 1 ? Math.round(amount) : null
}

export async function readConcentrations({ query, execute }) {
  const rows =
    await query(`SELECT d."id", d."name", d."strength" FROM "Product" d JOIN "Category" c ON c."id" = d."categoryId"
    WHERE c."code" = 'anesthetic-injectable' ORDER BY d."id"`)
  for (const { id, name, strength } of rows) {
    const isAmide = amides.test(name)
    const kind = isAmide === esters.test(name) ? null : isAmide ? 'amide' : 'ester'
    await execute('UPDATE "Product" SET "anestheticMicrogramsPerMl" = $1, "anestheticClass" = $2 WHERE "id" = $3', [
      microgramsPerMl(strength ?? ''),
      kind,
      id,
    ])
    if (/\bwith epinephrine\b/i.test(`${name} ${strength ?? ''}`))
      await execute('UPDATE "Product" SET "withEpinephrine" = TRUE WHERE "id" = $1', [id])
  }
}
