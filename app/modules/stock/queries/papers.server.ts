import { type Reader, sql } from '~/lib/db.server'
import { int, read, row, text } from '~/lib/rows.server'
import { nameKey } from '~/modules/names/rules/keys'

/** A notice or a supplier that somebody typed the number or the name of: no thing, but known here. */
export type Paper =
  | { readonly kind: 'notice'; readonly id: number; readonly name: string; readonly title: string }
  | { readonly kind: 'supplier'; readonly id: number; readonly name: string }

const noticeRows = read(
  'stock.notices-called',
  row({ id: int, name: text, title: text }),
  () => sql`SELECT "id", "reference" AS "name", "title" FROM "RecallNotice" ORDER BY "id" DESC`,
  [],
)

const supplierRows = read(
  'stock.suppliers-called',
  row({ id: int, name: text }),
  () => sql`SELECT "id", "name" FROM "Supplier" ORDER BY "name"`,
  [],
)

/**
 * The notices with this number, and the suppliers with this name, where nothing else is called so. Case, spaces and hyphens don't
 * matter. Both tables are short: a clinic has some dozens of each.
 */
export async function papersCalled(reader: Reader, typed: string): Promise<Paper[]> {
  const key = nameKey(typed)
  if (key.length < 3 || typed.length > 200) return []
  const [notices, suppliers] = await Promise.all([noticeRows(reader), supplierRows(reader)])
  const isIt = ({ name }: { readonly name: string }): boolean => nameKey(name) === key
  return [
    ...notices.filter(isIt).map((each) => ({ ...each, kind: 'notice' as const })),
    ...suppliers.filter(isIt).map((each) => ({ ...each, kind: 'supplier' as const })),
  ]
}

/** What it is, as a sentence. */
export const explainPaper = (paper: Paper): string =>
  paper.kind === 'notice'
    ? `${paper.name} is a notice: ${paper.title}.`
    : `${paper.name} is a supplier, and not a lot or a thing.`

/** The same, said at the doors that know nothing else of the text. */
export const papersSaid = async (reader: Reader, typed: string): Promise<string[]> =>
  (await papersCalled(reader, typed)).map(explainPaper)
