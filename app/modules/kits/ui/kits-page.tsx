import { List, ListRow } from '~/ui/list'
import { EmptyState, Page } from '~/ui/page'

type Row = { kitId: number; name: string; inOrder: boolean; first: string | null; earliestExpiry: string | null }

/** The emergency kits of the site, each in order or not, and the first reason. */
export function KitsPage({ kits }: { kits: readonly Row[] }) {
  return (
    <Page
      question="Is the kit in order?"
      why="No procedure is ready without a sealed, checked and complete emergency kit."
    >
      {kits.length === 0 ? (
        <EmptyState title="There is no emergency kit.">
          An administrator adds one to the storage of this site.
        </EmptyState>
      ) : (
        <List label="Emergency kits">
          {kits.map((kit) => (
            <ListRow
              key={kit.kitId}
              to={`/kits/${kit.kitId}`}
              lead={kit.name}
              state={kit.inOrder ? 'ready' : 'stop'}
              word={kit.inOrder ? 'in order' : 'not in order'}
              detail={[kit.first, kit.earliestExpiry ? `earliest expiry ${kit.earliestExpiry}` : null]
                .filter(Boolean)
                .join(' · ')}
            />
          ))}
        </List>
      )}
    </Page>
  )
}
