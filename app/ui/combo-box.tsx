import { type ReactNode, useContext, useEffect, useRef } from 'react'
import {
  ComboBox as AriaComboBox,
  Button,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  OverlayTriggerStateContext,
  Popover,
  Text,
} from 'react-aria-components'
import { type FieldProps, fieldId } from './field'
import { StateShape } from './state-mark'

/** A choice among many: `detail` is small below the label and is searched too. */
export type ComboOption = { value: string; label: string; detail?: string }

/**
 * Keeps the list open, and with it what was typed, when the page scrolls below it: a thumb that looks for the field, or
 * a phone's keyboard that comes up, is not a choice. The list is part of the page and scrolls along. Everything else
 * that closes it still does.
 */
function OpenWhileScrolling({ children }: { children: ReactNode }) {
  const state = useContext(OverlayTriggerStateContext)
  const scrolledTo = useRef('')
  const isOpen = state?.isOpen ?? false
  useEffect(() => {
    if (isOpen) scrolledTo.current = scrolled()
  }, [isOpen])
  if (!state) return <>{children}</>
  const close = () => {
    // The page stands elsewhere than when this was last asked: it was asked because of that.
    const now = scrolled()
    if (now === scrolledTo.current) state.close()
    scrolledTo.current = now
  }
  return (
    <OverlayTriggerStateContext.Provider value={{ ...state, close }}>{children}</OverlayTriggerStateContext.Provider>
  )
}

const scrolled = (): string => `${window.scrollX} ${window.scrollY}`

/** One of many, found by typing a part of its words. Posts the option's value under `name`, and nothing while no option is chosen. For fewer than about fifteen use `SelectField`: it needs no script. */
export function ComboBox({
  name,
  label,
  hint,
  errors,
  id = fieldId(name),
  options,
  defaultValue,
  required,
  onChange,
}: FieldProps & {
  options: readonly ComboOption[]
  defaultValue?: string
  required?: boolean
  onChange?: (value: string | null) => void
}) {
  return (
    <AriaComboBox
      className="field"
      id={id}
      name={name}
      formValue="key"
      defaultItems={options}
      defaultSelectedKey={defaultValue}
      isRequired={required}
      isInvalid={Boolean(errors?.length)}
      validationBehavior="aria"
      menuTrigger="focus"
      onSelectionChange={(key) => onChange?.(key === null ? null : String(key))}
    >
      <Label className="field-label">{label}</Label>
      {hint ? (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      ) : null}
      <div className="combo">
        <Input className="input" />
        <Button className="combo-button">
          <svg
            viewBox="0 0 24 24"
            width="20"
            height="20"
            fill="none"
            stroke="currentColor"
            strokeWidth="2.5"
            aria-hidden="true"
          >
            <path d="M5 9l7 7 7-7" />
          </svg>
        </Button>
      </div>
      <FieldError className="field-error">
        <StateShape state="stop" />
        <span>{errors?.join(' ')}</span>
      </FieldError>
      <OpenWhileScrolling>
        <Popover className="combo-popover">
          <ListBox<ComboOption> className="options">
            {(option) => (
              <ListBoxItem
                id={option.value}
                textValue={`${option.label} ${option.detail ?? ''}`.trim()}
                className="option"
              >
                <span className="font-bold">{option.label}</span>
                {option.detail ? <span className="option-detail">{option.detail}</span> : null}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </OpenWhileScrolling>
    </AriaComboBox>
  )
}
