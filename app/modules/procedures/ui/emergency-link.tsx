import { LinkButton } from '~/ui/button'

/** The emergency record, one tap away from every page of a procedure. */
export function EmergencyLink({ id }: { id: number }) {
  return (
    <LinkButton variant="danger" to={`/procedures/${id}/emergency`}>
      REACTION: emergency record
    </LinkButton>
  )
}
