import { LinkButton } from '~/ui/button'
import { List, ListRow } from '~/ui/list'
import { EmptyState, Page } from '~/ui/page'
import { instant } from '~/ui/time'

type DeliveryRow = {
  id: number
  arrivedAt: string
  closedAt: string | null
  orderNumber: string | null
  packingSlip: string | null
  supplier: { name: string }
  _count: { lines: number }
}

const linesText = (count: number): string => (count === 1 ? '1 line' : `${count} lines`)

/** The deliveries of the site, open ones first. */
export function DeliveryListPage({
  deliveries,
  zone,
  today,
}: {
  deliveries: readonly DeliveryRow[]
  zone: string
  today: string
}) {
  const open = deliveries.filter((delivery) => delivery.closedAt === null)
  const why =
    open.length === 0
      ? 'No delivery is open.'
      : open.length === 1
        ? 'One delivery is open: go on scanning it, or open another.'
        : `${open.length} deliveries are open.`
  return (
    <Page
      question="What came in?"
      why={why}
      next={
        <LinkButton to="/receiving/new" variant="primary" icon="add">
          Open a delivery
        </LinkButton>
      }
    >
      {deliveries.length === 0 ? (
        <EmptyState title="Nothing was received yet">
          When a shipper arrives, open a delivery, say how it arrived, and scan each label into it.
        </EmptyState>
      ) : (
        <List label="Deliveries">
          {deliveries.map((delivery) => (
            <ListRow
              key={delivery.id}
              to={`/receiving/${delivery.id}`}
              at={`#${delivery.id}`}
              lead={delivery.supplier.name}
              state={delivery.closedAt === null ? 'check' : 'ready'}
              word={delivery.closedAt === null ? 'open' : 'closed'}
              detail={[
                instant(delivery.arrivedAt, zone, today),
                delivery.orderNumber && `order ${delivery.orderNumber}`,
              ]
                .filter(Boolean)
                .join(' · ')}
              side={linesText(delivery._count.lines)}
            />
          ))}
        </List>
      )}
    </Page>
  )
}
