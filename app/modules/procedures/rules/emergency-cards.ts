/** A card of the emergency kit: what to do, in order. The clinic's own card goes first. */
export type EmergencyCard = { readonly title: string; readonly steps: readonly string[]; readonly source: string }

/** Anaphylaxis, and local anesthetic systemic toxicity (R59: both cards belong to the kit). */
export const emergencyCards: readonly EmergencyCard[] = [
  {
    title: 'Anaphylaxis',
    steps: [
      'Epinephrine 1 mg/mL, 0.01 mg/kg up to 0.5 mg, into the outer mid-thigh, now. An adult auto-injector holds 0.3 mg.',
      'Call 911. Lay the patient flat, legs raised; sitting where breathing is hard. No standing up.',
      'Again every 5 to 15 minutes while it does not get better.',
      'Oxygen, an intravenous line and fluid, where they are at hand.',
      'An antihistamine comes after epinephrine and never instead of it.',
    ],
    source: 'As the U.S. anaphylaxis practice parameter (2023) and the label of epinephrine say.',
  },
  {
    title: 'Local anesthetic toxicity',
    steps: [
      'Stop injecting. Call for help and 911. Note the time.',
      'Airway: 100% oxygen, no hyperventilation. Seizures: a benzodiazepine.',
      'Lipid emulsion 20%: over 70 kg, 100 mL over 2 to 3 minutes, then 200 to 250 mL over 15 to 20 minutes; under 70 kg, 1.5 mL/kg, then 0.25 mL/kg a minute.',
      'Cardiac arrest: epinephrine in small doses, 1 microgram/kg or less. No vasopressin, beta blocker, calcium channel blocker or other local anesthetic.',
      'Observe for at least 2 hours after the signs are gone.',
    ],
    source: 'As the ASRA checklist (2020) says.',
  },
]
