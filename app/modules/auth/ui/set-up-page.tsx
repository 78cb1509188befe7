import { Form } from '@remix-run/react'
import { SelectField } from '~/ui/choice'
import { TextField } from '~/ui/field'
import { CommandKey, Submit } from '~/ui/form'
import { Notice } from '~/ui/notice'
import { Page, Section } from '~/ui/page'

/** The first page of an empty database: set up a clinic, or fill a demo clinic to look around in. */
export function SetUpPage(props: {
  zones: readonly string[]
  errors: Record<string, string[] | null>
  refusal: string | null
}) {
  const errors = (name: string) => props.errors[name] ?? []
  return (
    <main id="main" className="mx-auto w-full max-w-xl p-4">
      <Page
        question="Whose clinic is this?"
        why="This database is empty. Set up your clinic, or look around in a demo clinic first."
      >
        {props.refusal ? <Notice kind="refused" title={props.refusal} /> : null}
        <Section title="Look around">
          <p>A made-up clinic with freezers, vials, patients and one open recall. Nothing in it is real.</p>
          <Form method="post">
            <Submit name="intent" value="demo" variant="secondary">
              Fill the demo clinic
            </Submit>
          </Form>
        </Section>
        <Section title="Your clinic">
          <Form method="post" className="grid gap-5">
            <CommandKey />
            <TextField name="clinic" label="Clinic" required errors={errors('clinic')} />
            <TextField name="address" label="Address" optional errors={errors('address')} />
            <SelectField
              name="timeZone"
              label="Time zone"
              defaultValue="America/New_York"
              options={props.zones.map((zone) => ({ value: zone, label: zone }))}
              errors={errors('timeZone')}
            />
            <TextField name="name" label="Your name" autoComplete="name" required errors={errors('name')} />
            <TextField
              name="email"
              type="email"
              label="Your email"
              autoComplete="username"
              required
              errors={errors('email')}
            />
            <TextField
              name="password"
              type="password"
              label="Password"
              hint="At least 12 characters; a sentence works well."
              autoComplete="new-password"
              required
              errors={errors('password')}
            />
            <Submit>Set up this clinic</Submit>
          </Form>
        </Section>
      </Page>
    </main>
  )
}
