import { Form } from '@remix-run/react'
import type { LotMatch } from '~/modules/stock/rules/match'
import { Code } from '~/ui/code'
import { CommandKey, Submit } from '~/ui/form'
import { A } from '~/ui/link'
import { Section } from '~/ui/page'
import { instant } from '~/ui/time'
import { questionValue } from '../schema'

/** An answer that frees a lot now: who said what. */
export type NotMeant = {
  readonly lot: LotMatch
  readonly question: string
  readonly text: string
  readonly note: string
  readonly at: string
  readonly by: string
}

/** The lots that somebody has answered not to be covered, each with a tap that asks again. */
export function Answered({ rows, zone, mayAsk }: { rows: readonly NotMeant[]; zone: string; mayAsk: boolean }) {
  if (rows.length === 0) return null
  return (
    <Section title="Answered: not covered" count={rows.length}>
      <ul className="grid gap-3" aria-label="Answered">
        {rows.map(({ lot, question, text, note, at, by }) => (
          <li key={`${question} ${lot.lotId} ${text}`} className="grid gap-2">
            <p>
              <A to={`/stock/lots/${lot.lotId}`}>
                <Code>{lot.lotNumber}</Code>
              </A>{' '}
              {lot.productName} · {note} ({by}, {instant(at, zone)})
            </p>
            {mayAsk && question !== 'unread' ? (
              <Form method="post">
                <CommandKey />
                <input type="hidden" name="intent" value="ask-again" />
                <input type="hidden" name="asked" value={questionValue(question, lot.lotId, text)} />
                <Submit name="sent" value={`again-${question}-${lot.lotId}`} variant="secondary" inline>
                  Ask again about {lot.lotNumber}
                </Submit>
              </Form>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  )
}
