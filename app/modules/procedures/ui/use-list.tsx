import { Form } from '@remix-run/react'
import { quantityText, volumeText } from '~/modules/stock/rules/quantity'
import { Code } from '~/ui/code'
import { TextField } from '~/ui/field'
import { CommandKey, Submit } from '~/ui/form'
import { List, ListRow } from '~/ui/list'
import { clock } from '~/ui/time'
import { explainLate } from '../messages'
import type { UseRow } from '../queries/uses.server'

const basisWords: Record<UseRow['basis'], string> = { scan: 'by scan', typed: 'typed', room: 'by room and time' }

function stateOf(use: UseRow) {
  if (use.undone) return { state: 'not-proven', word: 'undone' } as const
  if (use.recordedLate) return { state: 'check', word: 'recorded late' } as const
  return { state: 'ready', word: basisWords[use.basis] } as const
}

function detailOf(use: UseRow, zone: string): string {
  const wasted = use.wasted > 0 ? ` · ${volumeText(use.wasted)} discarded` : ''
  const findings = use.findings.map((finding) => explainLate(finding, zone)).join(' ')
  return `${use.productName} · ${clock(use.givenAt, zone)}${wasted}${findings ? ` · ${findings}` : ''}`
}

/** What was used on the patient; what was undone stays and says so. */
export function UseList({ uses, zone }: { uses: readonly UseRow[]; zone: string }) {
  return (
    <List label="Used on the patient">
      {uses.map((use) => (
        <ListRow
          key={use.id}
          to={`/stock/lots/${use.lotId}`}
          {...stateOf(use)}
          lead={<Code>{use.unitNumber ? `${use.lotNumber} · ${use.unitNumber}` : use.lotNumber}</Code>}
          detail={detailOf(use, zone)}
          side={use.baseUnit === 'uL' ? volumeText(use.quantity) : quantityText(use.quantity, use)}
        />
      ))}
    </List>
  )
}

/** Undoing a use that was recorded by mistake, one movement at a time. */
export function UndoUses({ uses, zone }: { uses: readonly UseRow[]; zone: string }) {
  const movements = [...new Map(uses.filter((use) => !use.undone).map((use) => [use.movement, use])).values()]
  return (
    <>
      {movements.map((use) => (
        <details key={use.movement}>
          <summary className="min-h-12 cursor-pointer py-3 font-bold">
            Undo what was recorded at {clock(use.givenAt, zone)}: lot {use.lotNumber}
          </summary>
          <Form method="post" className="grid gap-4">
            <CommandKey />
            <input type="hidden" name="intent" value="undo" />
            <input type="hidden" name="movement" value={use.movement} />
            <TextField id={`undo-${use.movement}`} name="reason" label="Why it was recorded by mistake" required />
            <Submit variant="danger" icon="undo" data-no-burst>
              Undo
            </Submit>
          </Form>
        </details>
      ))}
    </>
  )
}
