import { Form } from '@remix-run/react'
import { TextField } from '~/ui/field'
import { Submit } from '~/ui/form'
import { Notice } from '~/ui/notice'
import { Page } from '~/ui/page'

/** The sign-in page: one question, two fields. */
export function SignInPage(props: { back: string; errors: Record<string, string[] | null>; refusal: string | null }) {
  return (
    <main id="main" className="mx-auto w-full max-w-md p-4">
      <Page
        question="Who is working?"
        why="Sign in to Vialkeep with your own account: what you do is signed with your name."
      >
        <Form method="post" className="grid gap-5">
          <input type="hidden" name="back" value={props.back} />
          {props.refusal ? <Notice kind="refused" title={props.refusal} /> : null}
          <TextField
            name="email"
            type="email"
            label="Email"
            autoComplete="username"
            autoFocus
            required
            errors={props.errors.email ?? []}
          />
          <TextField
            name="password"
            type="password"
            label="Password"
            autoComplete="current-password"
            required
            errors={props.errors.password ?? []}
          />
          <Submit>Sign in</Submit>
        </Form>
      </Page>
    </main>
  )
}
