import type { ReactNode } from 'react'
import { A } from './link'
import { moveByArrows } from './list'

/** A column. `place` says where its cells go on a phone: `lead` first and largest, `side` at the end of that line, `detail` small below it, `wide` only on a desktop. */
export type Column<Row> = {
  key: string
  head: string
  cell: (row: Row) => ReactNode
  place?: 'lead' | 'side' | 'detail' | 'wide'
  /** Numbers stand right, digit under digit. */
  number?: boolean
  /** On a phone, the column's head precedes a detail that would not be understood without it. */
  named?: boolean
}

// Written out, since browsers drop these roles when the phone's layout takes the table apart.
const ROLES = {
  table: { role: 'table' },
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  columnheader: { role: 'columnheader' },
  cell: { role: 'cell' },
}

function cellClass(column: Pick<Column<never>, 'place' | 'number'>): string | undefined {
  return (
    [column.place === 'detail' ? '' : column.place, column.number ? 'number' : ''].filter(Boolean).join(' ') ||
    undefined
  )
}

/** Rows of facts: a table on a desktop, rows of 56 px on a phone, scrolling within itself where it is too wide. `rowTo` makes each row a link by its lead cell. */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  rowTo,
  empty,
}: {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string | number
  rowTo?: (row: Row) => string | undefined
  empty: ReactNode
}) {
  if (rows.length === 0) return <>{empty}</>
  const classes = columns.map(cellClass)
  return (
    <div className="table-scroll">
      <table className="table" {...ROLES.table} onKeyDown={moveByArrows}>
        <caption className="sr-only">{caption}</caption>
        <thead {...ROLES.rowgroup}>
          <tr {...ROLES.row}>
            {columns.map((column, index) => (
              <th key={column.key} scope="col" {...ROLES.columnheader} className={classes[index]}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...ROLES.rowgroup}>
          {rows.map((row) => {
            const to = rowTo?.(row)
            return (
              <tr key={rowKey(row)} {...ROLES.row}>
                {columns.map((column, index) => (
                  <td
                    key={column.key}
                    {...ROLES.cell}
                    className={classes[index]}
                    data-head={column.named ? column.head : undefined}
                  >
                    {to && column.place === 'lead' ? (
                      <A to={to} className="cover no-underline">
                        {column.cell(row)}
                      </A>
                    ) : (
                      column.cell(row)
                    )}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
