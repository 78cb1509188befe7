import { Form } from '@remix-run/react'
import { SelectField } from '~/ui/choice'
import { TextField } from '~/ui/field'
import { Fold } from '~/ui/fold'
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
            <Fold title="Fewer than three people here may decide? Name an outside reviewer">
              <div className="grid gap-5">
                <p>
                  What was recalled, too warm or held for a review is made usable again only by a second person: a
                  manager, the medical director, or somebody outside of the clinic. An outside reviewer sees holds, and
                  no stock and no patients. You can name one later under People and tokens.
                </p>
                <TextField
                  name="reviewerName"
                  label="Outside reviewer's name"
                  optional
                  autoComplete="off"
                  errors={errors('reviewerName')}
                />
                <TextField
                  name="reviewerEmail"
                  type="email"
                  label="Outside reviewer's email"
                  optional
                  autoComplete="off"
                  errors={errors('reviewerEmail')}
                />
                <TextField
                  name="reviewerPassword"
                  type="password"
                  label="Outside reviewer's first password"
                  optional
                  autoComplete="new-password"
                  errors={errors('reviewerPassword')}
                />
              </div>
            </Fold>
            <Submit>Set up this clinic</Submit>
          </Form>
        </Section>
      </Page>
    </main>
  )
}
