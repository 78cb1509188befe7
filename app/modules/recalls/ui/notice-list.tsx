import { List, ListRow } from '~/ui/list'
import { EmptyState, Section } from '~/ui/page'
import { instant } from '~/ui/time'
import { className, noticeKindName } from '../messages'
import type { NoticeSummary } from '../queries/notices.server'

/** The notices, open ones first. */
export function NoticeList({ notices, zone, now }: { notices: readonly NoticeSummary[]; zone: string; now: string }) {
  const open = notices.filter((notice) => notice.closedAt === null).length
  return (
    <Section title="Notices" count={open}>
      {notices.length === 0 ? (
        <EmptyState title="No notice yet.">
          When a supplier's letter comes, look up its lot above: one button holds it all and opens the case.
        </EmptyState>
      ) : (
        <List label="Notices">
          {notices.map((notice) => (
            <ListRow
              key={notice.id}
              to={`/recalls/${notice.id}`}
              state={notice.closedAt ? 'ready' : notice.dueAt < now ? 'stop' : 'hold'}
              word={notice.closedAt ? 'closed' : notice.dueAt < now ? 'overdue' : 'open'}
              lead={`${notice.reference}: ${notice.title}`}
              detail={`${noticeKindName(notice.kind)} · ${className(notice.class)} · ${notice.firm} · due ${instant(notice.dueAt, zone)}`}
            />
          ))}
        </List>
      )}
    </Section>
  )
}
