import { type ActionFunctionArgs, json, type MetaFunction } from '@remix-run/node'
import { useActionData, useRouteLoaderData } from '@remix-run/react'
import type { loader as rootLoader } from '~/root'
import { LinkButton } from '~/ui/button'
import { Code } from '~/ui/code'
import { Frame } from '~/ui/frame'
import { Facts, Page, Panel, Section } from '~/ui/page'
import { AmountSpecimens, RowSpecimens, STORY } from '~/ui/specimen-rows'
import { ButtonSpecimens, FormSpecimen, NoticeSpecimens, StateSpecimens } from '~/ui/specimens'
import { Timeline } from '~/ui/timeline'

export const meta: MetaFunction = () => [{ title: 'The look · Vialkeep' }]

/** Answers the specimen of a form as a real one would, with an error at its field. Nothing is stored. */
export async function action({ request }: ActionFunctionArgs) {
  await request.formData()
  return json({ errors: { expiry: ['This lot expired on Nov 1. Put it aside and receive it into quarantine.'] } })
}

const MORE = ['Receiving', 'Storage', 'Kits', 'Sterilization', 'Patients', 'Recalls', 'Reports', 'Catalog', 'Settings']
export default function Look() {
  const answer = useActionData<typeof action>()
  const theme = useRouteLoaderData<typeof rootLoader>('root')?.theme ?? 'system'
  const more = MORE.map((label) => ({ to: `/${label.toLowerCase()}`, label }))
  const frame = { site: 'Barton Creek Joint Clinic', person: 'Maria Ortega', station: 'Prep station 1', theme, more }
  const aside = (
    <>
      <Panel title="On hold" state="hold">
        <Facts
          facts={[
            ['Lot', <Code key="lot">MX2231</Code>],
            ['Here', '3 vials'],
            ['Opened', null],
          ]}
        />
      </Panel>
      <Section title="Its story">
        <Timeline entries={STORY} />
      </Section>
    </>
  )
  return (
    <Frame {...frame} show={['today', 'stock', 'scan', 'procedures', 'more']} counts={{ today: 3 }}>
      <Page
        question="How does it look?"
        why="Ink on paper; calm until something is wrong, then unmistakable."
        aside={aside}
        next={
          <LinkButton variant="primary" to="/">
            One next action
          </LinkButton>
        }
      >
        <RowSpecimens />
        <Section title="States">
          <div className="grid gap-4 wide:grid-cols-2">
            {(['light', 'dark'] as const).map((side) => (
              <div key={side} data-theme={side} className="rounded-panel border border-line p-3">
                <StateSpecimens />
              </div>
            ))}
          </div>
        </Section>
        <Section title="Amounts">
          <AmountSpecimens />
        </Section>
        <Section title="Buttons">
          <ButtonSpecimens />
        </Section>
        <Section title="Words">
          <NoticeSpecimens />
        </Section>
        <Section title="Fields">
          <FormSpecimen errors={answer?.errors} />
        </Section>
      </Page>
    </Frame>
  )
}
