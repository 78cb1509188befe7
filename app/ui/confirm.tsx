import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import { Dialog, DialogTrigger, Heading, Modal, ModalOverlay, Button as PressButton } from 'react-aria-components'
import { CommandKey, Submit } from './form'

/** A button that asks before it does: only for what can't be undone and is rarely done. Everything else is done at once and offers `Undo`. `fields` are posted to `action` (this page's own, if not given), with a command key. */
export function Confirm({
  label,
  title,
  children,
  confirmLabel,
  cancelLabel = 'Keep as it is',
  action,
  fields = {},
  variant = 'danger',
}: {
  label: ReactNode
  title: string
  children: ReactNode
  confirmLabel: string
  cancelLabel?: string
  action?: string
  fields?: Readonly<Record<string, string | number>>
  variant?: 'danger' | 'secondary'
}) {
  return (
    <DialogTrigger>
      <PressButton className={`button button-${variant}`}>{label}</PressButton>
      <ModalOverlay className="modal-veil" isDismissable>
        <Modal className="modal">
          <Dialog role="alertdialog">
            {({ close }) => (
              <>
                <Heading slot="title" className="text-large font-bold">
                  {title}
                </Heading>
                <div>{children}</div>
                <Form method="post" action={action} className="actions" onSubmit={close}>
                  <CommandKey />
                  {Object.entries(fields).map(([name, value]) => (
                    <input key={name} type="hidden" name={name} value={value} />
                  ))}
                  <PressButton className="button" onPress={close} autoFocus>
                    {cancelLabel}
                  </PressButton>
                  <Submit variant={variant}>{confirmLabel}</Submit>
                </Form>
              </>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  )
}
