import ts from 'typescript'

/** A file of the program, by its path from the project's root. */
export type SourceFile = { readonly path: string; readonly text: string }

/** An offense against the drawing of the house (docs/architecture.md §3). */
export type Offence = { readonly rule: string; readonly path: string; readonly detail: string }

/** The one-way street, low to high. */
export const street = [
  'audit',
  'auth',
  'tasks',
  'labels',
  'names',
  'catalog',
  'stock',
  'storage',
  'receiving',
  'sterilization',
  'kits',
  'patients',
  'protocols',
  'readiness',
  'procedures',
  'recalls',
  'reports',
  'integrations',
]

/** Which room writes which table. A table that is missing here may be written by none. */
const owners: Record<string, string> = Object.fromEntries(
  Object.entries({
    audit: ['AuditEntry', 'AuditSeal', 'Command'],
    auth: ['Site', 'Person', 'PersonRole', 'Session', 'ApiToken', 'Station'],
    tasks: ['Task'],
    names: ['Name'],
    catalog: [
      'Supplier',
      'Category',
      'Product',
      'ProductCode',
      'ProductContains',
      'ProductContainsAnswer',
      'ProductRange',
      'ProductChange',
      'ParLevel',
    ],
    stock: [
      'Place',
      'Lot',
      'LotExpiry',
      'Unit',
      'Balance',
      'Posting',
      'Hold',
      'HoldRelease',
      'HoldDecision',
      'Opening',
      'OpeningUndo',
      'UnitClock',
      'UnitMark',
      'ProvenStretch',
      'Reservation',
      'HoldTerm',
      'Watch',
      'WatchAnswer',
      'LotQuestion',
      'LotAnswer',
    ],
    storage: ['StorageLocation', 'TemperatureReading', 'CorrectionConfirmation', 'Excursion', 'ExcursionDecision'],
    receiving: ['Delivery', 'DeliveryLine', 'LotRecord', 'RecordConclusion'],
    sterilization: ['Disinfection'],
    kits: ['Kit', 'KitItem', 'KitCheck'],
    patients: [
      'Patient',
      'PatientPiece',
      'MrnRule',
      'PatientAllergy',
      'AllergyWord',
      'AllergyAnswer',
      'PatientWeight',
      'AutologousUnit',
    ],
    protocols: ['Protocol', 'ProtocolVersion', 'Requirement', 'RequirementAlternative', 'ProtocolText'],
    readiness: ['FindingOverride', 'ReadinessBinding', 'ReadinessSign'],
    procedures: [
      'BookingRule',
      'InjectionSite',
      'Procedure',
      'ProcedureEvent',
      'ProcedureUse',
      'TimeOutRule',
      'UseOtherLot',
    ],
    recalls: [
      'RecallNotice',
      'RecallLot',
      'RecallName',
      'RecallAnswer',
      'RecallOutreach',
      'RecallRelease',
      'RecallWatchEnd',
    ],
  }).flatMap(([room, tables]) => tables.map((table) => [table, room])),
)

const shape = /^(types|rules|schema|messages|queries\.server|commands\.server)\.tsx?$|^(rules|queries|commands|ui)\//

const importsOf = (text: string): string[] =>
  [...text.matchAll(/(?:^|\n)\s*(?:import|export)\s[^'"`;]*?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  )

const roomOf = (path: string): string | undefined => /^app\/modules\/([^/]+)\//.exec(path)?.[1]

/** Where an import leads, from the project's root: `~/x` and relative paths resolved; packages as they are. */
function targetOf(path: string, specifier: string): string {
  if (specifier.startsWith('~/')) return `app/${specifier.slice(2)}`
  if (!specifier.startsWith('.')) return specifier
  const parts = path.split('/').slice(0, -1)
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}

/** Code without comments and strings, so that a word in a sentence is not an offense. */
const codeOf = (text: string): string =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, ' ')
    .replace(/(^|[^:'"`])\/\/[^\n]*/g, '$1')
    .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''")

type Check = (file: SourceFile) => readonly (readonly [rule: string, detail: string])[]

const isPureFile = (path: string): boolean => /^app\/modules\/[^/]+\/(types\.ts|rules\.ts|rules\/.*)$/.test(path)

const impure =
  /\bawait\b|\basync\b|Date\.now|new Date\(\)|Math\.random|\bfetch\(|randomUUID|getRandomValues|performance\.now|process\./

const purity: Check = ({ path, text }) => {
  if (!isPureFile(path)) return []
  const found = impure.exec(codeOf(text))
  const outside = importsOf(text)
    .filter((specifier) => specifier.startsWith('node:') || /\.server$/.test(specifier))
    .filter((specifier) => !isTypeOnly(text, specifier))
  return [...(found ? [['pure', found[0]] as const] : []), ...outside.map((specifier) => ['pure', specifier] as const)]
}

const isTypeOnly = (text: string, specifier: string): boolean =>
  text.includes(`from '${specifier}'`) &&
  new RegExp(`import type [^;]*?from '${specifier.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}'`).test(text)

const mayKnowPrisma =
  /^app\/(modules\/.*\.server\.ts|modules\/.*\/(queries|commands)\/.*\.server\.ts|lib\/(db|direct|open-sqlite|open-postgres)\.server\.ts)$/
const mayOpenDatabase = /^app\/(server|api)\/|^app\/routes\/(sign-in|set-up)\.tsx$/

const prisma: Check = ({ path, text }) => {
  if (mayKnowPrisma.test(path)) return []
  const offending = importsOf(text).filter((specifier) => {
    if (/^#prisma\/|^@prisma\//.test(specifier)) return true
    return /^~\/lib\/db\.server$/.test(specifier) && !mayOpenDatabase.test(path) && !isTypeOnly(text, specifier)
  })
  return offending.map((specifier) => ['prisma', specifier] as const)
}

const routes: Check = ({ path, text }) => {
  const offences: (readonly [string, string])[] = []
  const lines = text.split('\n').length - 1
  if (path.startsWith('app/routes/') && lines > 120) offences.push(['route length', `${lines} lines`])
  for (const specifier of importsOf(text))
    if (targetOf(path, specifier).startsWith('app/routes/')) offences.push(['route import', specifier])
  return offences
}

const behindNoDoor = /^app\/routes\/(sign-in|sign-out|set-up|look|\$)\.tsx$/

/** Every loader and action goes through the one door: who is it, and may they? */
const door: Check = ({ path, text }) => {
  if (!path.startsWith('app/routes/') || behindNoDoor.test(path)) return []
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TSX)
  return source.statements.flatMap((statement) => {
    const names =
      ts.isFunctionDeclaration(statement) && statement.name
        ? [statement.name.text]
        : ts.isVariableStatement(statement)
          ? statement.declarationList.declarations.map((each) => each.name.getText(source))
          : []
    const written = statement.getText(source)
    const guarded = /\benter\(request, '/.test(written)
    // An action's commands ask for their right themselves; `actionOf` asks the page's, and `signedIn` who it is.
    const asked = /\bsignedIn\(request\)|\baction = actionOf\(\s*'/.test(written)
    return names
      .filter((name) => (name === 'loader' && !guarded) || (name === 'action' && !guarded && !asked))
      .map((name) => ['door', name] as const)
  })
}

const streetCheck: Check = ({ path, text }) => {
  const here = roomOf(path)
  const low = /^app\/(ui|lib)\//.test(path)
  return importsOf(text).flatMap((specifier) => {
    const there = roomOf(`${targetOf(path, specifier)}/`)
    if (there === undefined || there === here) return []
    if (low) return [['street', specifier] as const]
    return here !== undefined && street.indexOf(there) > street.indexOf(here) ? [['street', specifier] as const] : []
  })
}

const isShell = (target: string): boolean => /\.server$/.test(target)

const innerShape: Check = ({ path, text }) => {
  const room = roomOf(path)
  if (room === undefined) return []
  const inside = path.slice(`app/modules/${room}/`.length)
  const mayUseShell = /\.server\.ts$/.test(inside)
  return importsOf(text)
    .filter(
      (specifier) =>
        !mayUseShell &&
        isShell(targetOf(path, specifier)) &&
        targetOf(path, specifier).startsWith('app/modules/') &&
        !isTypeOnly(text, specifier),
    )
    .map((specifier) => ['inner shape', specifier] as const)
}

const writes =
  /\b(?:tx|reader|db\.read|db)\.(\w+)\.(?:create|createMany|createManyAndReturn|update|updateMany|upsert|delete|deleteMany)\(|\b(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"/g

const oneWriter: Check = ({ path, text }) => {
  const room = roomOf(path)
  if (!path.startsWith('app/')) return []
  return [...text.matchAll(writes)].flatMap((match) => {
    const name = match[1] ?? match[2] ?? ''
    const table = name.charAt(0).toUpperCase() + name.slice(1)
    const commands = /\/commands(\.server\.ts$|\/)/.test(path)
    return owners[table] === room && commands
      ? []
      : [['one writer', `${table}, which ${owners[table] ?? 'nobody'} writes in its commands`] as const]
  })
}

const names: Check = ({ path }) => {
  const room = roomOf(path)
  if (room === undefined) return []
  const inside = path.slice(`app/modules/${room}/`.length)
  return [
    ...(street.includes(room) ? [] : [['file name', `no room ${room}`] as const]),
    ...(shape.test(inside) ? [] : [['file name', inside] as const]),
  ]
}

const habits: Check = ({ path, text }) => {
  const code = codeOf(text)
  return [
    ...(path !== 'app/lib/env.server.ts' && /process\.env/.test(code) ? [['environment', 'process.env'] as const] : []),
    ...(/console\.log/.test(code) ? [['console', 'console.log'] as const] : []),
  ]
}

// The browser's clocks say how old a look is, and nothing else (`ui/moment.ts`).
const mayTellTime = /^app\/(lib\/clock\.ts|ui\/moment\.ts|.*\.mjs)$/

/** One clock for the whole house, so that a test has it in its hand. */
const oneClock: Check = ({ path, text }) => {
  if (mayTellTime.test(path)) return []
  const found = /\bDate\.now\(\)|\bnew Date\(\)/.exec(codeOf(text))
  return found ? [['one clock', found[0]] as const] : []
}

/** Only `perform` runs what is stored and audited: nobody gets past its rights. */
const onePerform: Check = ({ path, text }) =>
  /^app\/modules\/(audit\/commands|auth\/commands\/perform\.server)/.test(path)
    ? []
    : importsOf(text)
        .filter((specifier) => /^app\/modules\/audit\/commands\/run\.server$/.test(targetOf(path, specifier)))
        .map((specifier) => ['one way in', specifier] as const)

/** One file for each owner of holds ends them (docs/safety.md §6); the others have no way out of a hold. */
const mayEndHolds = [
  'app/modules/stock/commands/holds.server.ts',
  'app/modules/stock/commands/end-hold.server.ts',
  'app/modules/recalls/commands.server.ts',
  'app/modules/storage/commands/excursion.server.ts',
  'app/modules/storage/commands/correct.server.ts',
  'app/modules/storage/commands/close-gap.server.ts',
  'app/modules/receiving/commands/records.server.ts',
]

const endsOfHolds: Check = ({ path, text }) => {
  if (!path.startsWith('app/') || mayEndHolds.includes(path)) return []
  const found = /\b(endHolds|decideEnd|holdRelease\.create\w*|holdDecision\.create\w*)\b/.exec(codeOf(text))
  return found ? [['end of a hold', found[0]] as const] : []
}

const functionLength: Check = ({ path, text }) => {
  const source = ts.createSourceFile(
    path,
    text,
    ts.ScriptTarget.ES2022,
    true,
    path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  )
  const offences: (readonly [string, string])[] = []
  const visit = (node: ts.Node): void => {
    if (
      ts.isFunctionDeclaration(node) ||
      ts.isArrowFunction(node) ||
      ts.isFunctionExpression(node) ||
      ts.isMethodDeclaration(node)
    ) {
      const first = source.getLineAndCharacterOfPosition(node.getStart(source)).line
      const lines = source.getLineAndCharacterOfPosition(node.end).line - first + 1
      const most = path.endsWith('x') ? 120 : 70
      if (lines > most) offences.push(['function length', `${lines} lines at line ${first + 1}`])
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return offences
}

const checks: readonly Check[] = [
  purity,
  prisma,
  routes,
  door,
  streetCheck,
  innerShape,
  oneWriter,
  names,
  habits,
  oneClock,
  onePerform,
  endsOfHolds,
  functionLength,
]

/** Every offense of these files against the drawing; none when the house is as drawn. */
export const inspect = (files: readonly SourceFile[]): Offence[] =>
  files.flatMap((file) =>
    checks.flatMap((check) => check(file).map(([rule, detail]) => ({ rule, path: file.path, detail }))),
  )
