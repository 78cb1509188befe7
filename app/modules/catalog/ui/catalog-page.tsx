import { Form } from '@remix-run/react'
import { Button, LinkButton } from '~/ui/button'
import { TextField } from '~/ui/field'
import { A } from '~/ui/link'
import { List, ListRow } from '~/ui/list'
import { EmptyState, Page } from '~/ui/page'
import { standingName } from '../messages'
import type { RegulatoryStanding } from '../types'

type Row = {
  id: number
  name: string
  manufacturer: string
  strength: string | null
  regulatoryStanding: string | null
  category: { name: string; isBiologic: boolean }
  _count: { codes: number }
}

/** What still keeps a product from being scanned or made ready; null when nothing does. */
function lacks(product: Row): string | null {
  if (product.category.isBiologic && product.regulatoryStanding === null) return 'standing not recorded'
  return product._count.codes === 0 ? 'no code linked' : null
}

/** The products that the clinic can own. */
export function CatalogPage({
  products,
  text,
  mayChange,
}: {
  products: readonly Row[]
  text: string
  mayChange: boolean
}) {
  return (
    <Page
      question="What can we own?"
      why={`${products.length} ${products.length === 1 ? 'product' : 'products'}${text ? ` match "${text}"` : ''}.`}
      next={
        mayChange ? (
          <LinkButton to="/catalog/new" variant="primary" icon="add">
            New product
          </LinkButton>
        ) : undefined
      }
    >
      <Form method="get" className="grid items-end gap-4 sm:grid-cols-[1fr_auto]">
        <TextField name="find" label="Name, manufacturer or strength" defaultValue={text} />
        <Button type="submit" inline>
          Find
        </Button>
      </Form>
      <nav aria-label="More of the catalog">
        <A to="/catalog/categories" className="inline-flex min-h-12 items-center">
          Categories and suppliers
        </A>
      </nav>
      {products.length === 0 ? (
        <EmptyState title={text ? `Nothing in the catalog matches "${text}"` : 'The catalog is empty'}>
          {text
            ? 'Try a part of the name.'
            : 'Add a product here, or scan an unknown label while receiving: it can be made there too.'}
        </EmptyState>
      ) : (
        <List label="Products">
          {products.map((product) => {
            const missing = lacks(product)
            const standing = product.regulatoryStanding as RegulatoryStanding | null
            return (
              <ListRow
                key={product.id}
                to={`/catalog/${product.id}`}
                lead={product.name}
                state={missing ? 'check' : undefined}
                word={missing ?? undefined}
                detail={[
                  product.manufacturer,
                  product.strength,
                  product.category.name,
                  standing && standingName(standing),
                ]
                  .filter(Boolean)
                  .join(' · ')}
                side={
                  product._count.codes === 0
                    ? undefined
                    : `${product._count.codes} ${product._count.codes === 1 ? 'code' : 'codes'}`
                }
              />
            )
          })}
        </List>
      )}
    </Page>
  )
}
