import { Form } from '@remix-run/react'
import type { Live } from '~/lib/live'
import { Button, LinkButton } from '~/ui/button'
import { SelectField } from '~/ui/choice'
import { TextField } from '~/ui/field'
import { A } from '~/ui/link'
import { useLive } from '~/ui/live'
import { Notice } from '~/ui/notice'
import { EmptyState, Page } from '~/ui/page'
import type { OnHandProduct } from '../rules/on-hand'
import { ProductOnHand } from './on-hand-list'

export type StockView = {
  readonly live: Live
  readonly products: readonly OnHandProduct[]
  readonly more: boolean
  /** What stands against anything that the text means, and what else is said of it. */
  readonly warnings: readonly string[]
  readonly said: readonly string[]
  readonly show: string
  readonly text: string
  readonly offset: number
  readonly mayReceive: boolean
  readonly mayRecall: boolean
}

const shows = [
  { value: 'all', label: 'Everything' },
  { value: 'expiring', label: 'Expires within 30 days' },
  { value: 'expired', label: 'Expired' },
  { value: 'held', label: 'On hold' },
]

const nothing: Record<string, string> = {
  expiring: 'Nothing on hand expires within 30 days.',
  expired: 'Nothing on the shelves is expired.',
  held: 'Nothing on hand is on hold.',
}

const nothingFound: Record<string, string> = {
  expiring: 'expires within 30 days',
  expired: 'is expired',
  held: 'is on hold',
}

/** That the list is empty: it claims no more than it looked at. */
function emptyTitle({ text, show }: Pick<StockView, 'text' | 'show'>): string {
  if (text === '') return nothing[show] ?? 'The shelves are empty'
  const and = nothingFound[show]
  return `Nothing on hand at this site matches “${text}”${and ? ` and ${and}` : ''}.`
}

function address(view: StockView, offset: number): string {
  const search = new URLSearchParams({ show: view.show, offset: String(offset) })
  if (view.text) search.set('find', view.text)
  return `/stock?${search}`
}

function Why({ products, show, text }: Pick<StockView, 'products' | 'show' | 'text'>) {
  const lots = products.reduce((total, product) => total + product.lots.length, 0)
  const empty = products.filter((product) => product.usable === 0).length
  const what = `${lots} ${lots === 1 ? 'lot' : 'lots'} of ${products.length} ${products.length === 1 ? 'product' : 'products'}`
  return (
    <>
      {products.length === 0 ? emptyTitle({ text, show }) : `${what}.`}
      {empty > 0 && show === 'all' ? ` ${empty} with nothing free to use.` : null}
    </>
  )
}

/** On hand: by product and lot, first-expiring first, with the place and why something is not offered (R13). */
export function StockPage(view: StockView) {
  const { products, show, text, offset, more } = view
  const now = useLive(view.live, 'reload')
  return (
    <Page
      question="What do we have?"
      why={<Why products={products} show={show} text={text} />}
      next={
        view.mayReceive ? (
          <LinkButton to="/receiving" variant="primary">
            Receive goods
          </LinkButton>
        ) : undefined
      }
    >
      <Form method="get" className="grid items-end gap-4 sm:grid-cols-[2fr_1fr_auto]">
        <TextField name="find" label="Product, lot, number or label" defaultValue={text} />
        <SelectField name="show" label="Show" options={shows} defaultValue={show} />
        <Button type="submit" inline>
          Show
        </Button>
      </Form>
      {view.warnings.map((warning) => (
        <Notice key={warning} kind="refused" title={warning} />
      ))}
      {view.said.map((line) => (
        <Notice key={line} kind="info" title={line} />
      ))}
      <nav aria-label="Other views of stock" className="flex flex-wrap gap-x-6">
        <A to="/storage" className="inline-flex min-h-12 items-center">
          By place
        </A>
        <A to="/catalog" className="inline-flex min-h-12 items-center">
          Catalog
        </A>
        {view.mayRecall ? (
          <A to="/recalls" className="inline-flex min-h-12 items-center">
            Where did a lot go?
          </A>
        ) : null}
      </nav>
      {products.length === 0 ? (
        <EmptyState title={emptyTitle(view)}>
          {text
            ? 'Try a part of the product’s name, the beginning of the lot, or the label itself.'
            : show === 'all'
              ? 'Receive a delivery: what you scan stands here.'
              : 'Good: nothing to do here.'}
        </EmptyState>
      ) : (
        products.map((product) => <ProductOnHand key={product.productId} product={product} now={now} />)
      )}
      {offset > 0 || more ? (
        <nav aria-label="Pages" className="flex gap-2">
          {offset > 0 ? (
            <LinkButton to={address(view, Math.max(0, offset - 100))} inline>
              Before
            </LinkButton>
          ) : null}
          {more ? (
            <LinkButton to={address(view, offset + 100)} inline>
              More lots
            </LinkButton>
          ) : null}
        </nav>
      ) : null}
    </Page>
  )
}
