import { Checkbox } from '~/ui/choice'
import { TextField } from '~/ui/field'
import { allergyName } from '../messages'
import { allergyCodes } from '../rules'

/** The allergies to tick. Nothing ticked means that nobody has asked, and no procedure is READY until someone does. */
export function AllergyChoices({ errors, otherErrors }: { errors: readonly string[]; otherErrors: readonly string[] }) {
  return (
    <fieldset className="grid gap-3">
      <legend className="font-bold">Allergies</legend>
      <p className="text-muted">
        Ask for each. Nothing ticked means: not asked yet, and no procedure is ready until it was.
      </p>
      <div className="grid gap-1 sm:grid-cols-2">
        {allergyCodes.map((code) => (
          <Checkbox key={code} name="allergies" id={`allergy-${code}`} value={code} label={allergyName(code)} />
        ))}
      </div>
      {errors.map((text) => (
        <p key={text} className="text-stop">
          {text}
        </p>
      ))}
      <TextField
        name="otherAllergy"
        label="Other: what is it?"
        hint="In the patient’s words, besides what is ticked: brand names and abbreviations are compared too."
        optional
        errors={otherErrors}
      />
    </fieldset>
  )
}
