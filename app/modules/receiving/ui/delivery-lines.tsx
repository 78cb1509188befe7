import { Form } from '@remix-run/react'
import { lotText } from '~/modules/stock/rules/lot-key'
import { Code } from '~/ui/code'
import { CommandKey, Submit } from '~/ui/form'
import { List, ListRow } from '~/ui/list'
import type { State } from '~/ui/state-mark'
import type { LineRow } from '../types'

const states: Record<string, { state: State; word: string }> = {
  accepted: { state: 'ready', word: 'in' },
  quarantined: { state: 'hold', word: 'HOLD' },
  rejected: { state: 'stop', word: 'turned away' },
}
const undone = { state: 'not-proven' as const, word: 'taken back' }

const containers = (line: LineRow): number =>
  line.baseUnit === 'uL' ? line.quantity / line.containerQuantity : line.quantity

function LineDetail({ line }: { line: LineRow }) {
  const where = line.verdict === 'rejected' ? null : line.placeName
  return (
    <>
      {line.productName}
      {line.expiry ? (
        <>
          {' · '}
          <span className="whitespace-nowrap">exp {line.expiry}</span>
        </>
      ) : null}
      {where ? ` · ${where}` : null}
      {line.unitNumber ? (
        <>
          {' · '}
          <Code>{line.unitNumber}</Code>
        </>
      ) : null}
      {line.answered ? <span className="block">{line.answered}</span> : null}
      {line.reason && !line.undone ? <span className="block">{line.reason}</span> : null}
    </>
  )
}

function UndoLine({ lineId, of }: { lineId: number; of: string }) {
  return (
    <Form method="post" className="undo relative">
      <CommandKey />
      <input type="hidden" name="intent" value="undo" />
      <input type="hidden" name="lineId" value={lineId} />
      <Submit
        variant="quiet"
        icon="undo"
        inline
        name="lineOf"
        value={String(lineId)}
        aria-label={`Undo the line of ${of}`}
      >
        Undo
      </Submit>
    </Form>
  )
}

/** The lines of a delivery, newest first: lot and number largest, its state as a word, what is to be done about it. */
export function DeliveryLines({ lines, mayUndo }: { lines: readonly LineRow[]; mayUndo: boolean }) {
  return (
    <List label="Lines">
      {lines.map((line) => {
        const shown = line.undone ? undone : (states[line.verdict] ?? undone)
        return (
          <ListRow
            key={line.id}
            to={`/stock/lots/${line.lotId}`}
            state={shown.state}
            word={shown.word}
            lead={
              <>
                <span translate="no">{lotText(line.lotNumber)}</span> ×{containers(line)}
              </>
            }
            detail={<LineDetail line={line} />}
            side={
              mayUndo && !line.undone && line.verdict !== 'rejected' ? (
                <UndoLine lineId={line.id} of={line.unitNumber ?? line.lotNumber} />
              ) : undefined
            }
          />
        )
      })}
    </List>
  )
}
