import { LinkButton } from '~/ui/button'
import { Page } from '~/ui/page'

/** Stands here until Today is built. */
export default function Index() {
  return <Page question="Today" next={<LinkButton to="/look">See the look</LinkButton>} />
}
