import type { ProtocolDraft, RequirementDraft, TextDraft } from '../types'

const requirements: readonly RequirementDraft[] = [
  { code: 'vial', label: 'Biologics vial', bind: 'unit', quantity: 1, alternatives: ['biologic-vial'] },
  {
    code: 'syringe',
    label: 'Sterile syringes, 3–5 mL',
    bind: 'supply',
    quantity: 2,
    sizeMicrolitersMin: 3_000,
    sizeMicrolitersMax: 5_000,
    alternatives: ['syringe'],
  },
  { code: 'draw-needle', label: 'Needle to draw up', bind: 'supply', quantity: 1, alternatives: ['needle'] },
  {
    code: 'injection-needle',
    label: 'Needle to inject',
    bind: 'supply',
    quantity: 1,
    alternatives: ['spinal-needle', 'needle'],
  },
  {
    code: 'antiseptic',
    label: 'Skin antiseptic',
    bind: 'supply',
    quantity: 1,
    alternatives: [
      'antiseptic-chlorhexidine',
      'antiseptic-chlorhexidine-alcohol',
      'antiseptic-alcohol',
      'antiseptic-povidone-iodine',
    ],
  },
  { code: 'gloves', label: 'Sterile gloves', bind: 'supply', quantity: 1, alternatives: ['sterile-gloves'] },
  { code: 'drape', label: 'Sterile drape', bind: 'supply', quantity: 1, alternatives: ['drape'] },
  { code: 'gauze', label: 'Sterile gauze', bind: 'supply', quantity: 1, alternatives: ['gauze'] },
  {
    code: 'ultrasound',
    label: 'Ultrasound machine',
    bind: 'equipment',
    quantity: 1,
    alternatives: ['ultrasound-system'],
  },
  {
    code: 'transducer',
    label: 'Ultrasound transducer, disinfected',
    bind: 'equipment',
    quantity: 1,
    alternatives: ['ultrasound-transducer'],
  },
  {
    code: 'transducer-cover',
    label: 'Sterile transducer cover',
    bind: 'supply',
    quantity: 1,
    alternatives: ['transducer-cover'],
  },
  { code: 'gel', label: 'Sterile single-use gel', bind: 'supply', quantity: 1, alternatives: ['ultrasound-gel'] },
  {
    code: 'anesthetic-topical',
    label: 'Topical anesthetic',
    bind: 'supply',
    quantity: 1,
    condition: 'anesthesia=topical',
    alternatives: ['anesthetic-topical'],
  },
  {
    code: 'anesthetic-injectable',
    label: 'Injectable local anesthetic',
    bind: 'supply',
    quantity: 1,
    volumeMicroliters: 5_000,
    condition: 'anesthesia=injectable',
    alternatives: ['anesthetic-injectable'],
  },
  { code: 'sharps', label: 'Sharps container', bind: 'equipment', quantity: 1, alternatives: ['sharps-container'] },
  { code: 'kit', label: 'Emergency kit: epinephrine and antihistamines', bind: 'kit', quantity: 1, alternatives: [] },
]

const before: readonly TextDraft[] = [
  { part: 'candidates', code: 'arthritis', text: 'Mild to moderate osteoarthritis of the hip.' },
  {
    part: 'candidates',
    code: 'soft-tissue',
    text: 'A labral tear, tendinopathy or another soft-tissue injury of the hip.',
  },
  {
    part: 'candidates',
    code: 'alternative',
    text: 'Looking for an alternative to surgery or to conventional pain management.',
  },
  {
    part: 'candidates',
    code: 'health',
    text: 'In generally good health: no active infection anywhere, no contraindicated condition.',
  },
  {
    part: 'contraindications',
    code: 'infection',
    text: 'An active infection or inflammation at the injection site or around it?',
    effect: 'stop',
  },
  {
    part: 'contraindications',
    code: 'severe-allergy',
    text: 'Ever a severe allergy to injectables, exosome products or anesthetics?',
    effect: 'assess',
  },
  {
    part: 'contraindications',
    code: 'needs-surgery',
    text: 'An advanced degenerative disease that needs surgery?',
    effect: 'stop',
  },
  { part: 'contraindications', code: 'diabetes', text: 'Diabetes that is not controlled?', effect: 'evaluate' },
  { part: 'contraindications', code: 'clotting', text: 'A blood clotting disorder?', effect: 'evaluate' },
  { part: 'contraindications', code: 'autoimmune', text: 'A severe autoimmune disease?', effect: 'evaluate' },
  { part: 'clinic', code: 'room', text: 'Treatment room with sterile instruments and surfaces.' },
  {
    part: 'clinic',
    code: 'vial-check',
    text: 'Biologics vial: look at the expiration date; store and handle it as its manufacturer says.',
  },
  { part: 'clinic', code: 'guidance', text: 'Ultrasound ready for guidance.' },
  {
    part: 'clinic',
    code: 'supplies',
    text: 'Syringes of 3–5 mL, a topical antiseptic such as chlorhexidine or alcohol, anesthesia supplies if chosen.',
  },
  {
    part: 'patient',
    code: 'consent',
    text: 'Informed consent: explain the procedure, its benefits, its risks and the aftercare, and answer every concern.',
  },
  {
    part: 'patient',
    code: 'anesthesia',
    text: 'Offer local anesthesia. Topical: wait 5–15 minutes until it acts. Injectable: wait 2–5 minutes.',
  },
  { part: 'patient', code: 'antisepsis', text: 'Clean the hip area thoroughly with the antiseptic.' },
]

const during: readonly TextDraft[] = [
  { part: 'treatment', code: 'mark', text: 'Find the injection points under ultrasound and mark them.' },
  { part: 'treatment', code: 'draw', text: 'Draw 1–3 mL from the vial into a sterile syringe.' },
  {
    part: 'treatment',
    code: 'joint',
    text: 'Intra-articular: into the cavity of the hip joint, slowly, under ultrasound.',
  },
  {
    part: 'treatment',
    code: 'muscle',
    text: 'Or intramuscular: into the muscle that was chosen, for example gluteal or iliopsoas.',
  },
  { part: 'treatment', code: 'pressure', text: 'Press gently on the site afterwards. Watch for immediate reactions.' },
  { part: 'treatment', code: 'aseptic', text: 'Strict aseptic technique throughout.' },
  {
    part: 'safety',
    code: 'observe',
    text: 'Observe the patient for at least 5–10 minutes, longer if the clinician says so, for allergic reactions above all.',
  },
  { part: 'safety', code: 'at-hand', text: 'Epinephrine and antihistamines are at hand.' },
  { part: 'safety', code: 'team', text: 'The team is prepared for an emergency.' },
]

const afterwards: readonly TextDraft[] = [
  {
    part: 'after',
    code: 'rest',
    text: 'Avoid putting weight on the leg and strenuous movement for 24–48 hours.',
  },
  {
    part: 'after',
    code: 'normal',
    text: 'Mild swelling, discomfort or bruising is usual and goes away by itself.',
  },
  { part: 'after', code: 'acetaminophen', text: 'For pain you may take acetaminophen, as its label says.' },
  {
    part: 'after',
    code: 'no-nsaids',
    text: 'Do not take NSAIDs (ibuprofen, naproxen, aspirin for pain): the inflammation after the injection is part of the healing.',
  },
  {
    part: 'after',
    code: 'call',
    text: 'Call us at once if the pain is severe, if it swells a lot, or if you see signs of infection: redness, warmth, fever.',
  },
  {
    part: 'follow-up',
    code: 'visit',
    text: 'Visit after 2–4 weeks: progress, recovery, pain, mobility, satisfaction, change in symptoms, further sessions.',
  },
  { part: 'follow-up', code: 'check-ins', text: 'Check-ins over the following 6–12 months.' },
  {
    part: 'follow-up',
    code: 'again',
    text: 'Further treatments 4–6 weeks apart, by the response and the findings.',
  },
  { part: 'record', code: 'product', text: 'Type and dosage of the product.' },
  { part: 'record', code: 'technique', text: 'Injection locations and techniques.' },
  { part: 'record', code: 'response', text: "The patient's response during the procedure." },
  { part: 'record', code: 'observations', text: 'Observations after the treatment, and the instructions given.' },
  { part: 'record', code: 'feedback', text: "The patient's feedback at follow-ups." },
  { part: 'record', code: 'adjustments', text: 'Any adjustment of dose or frequency.' },
]

/**
 * The protocol that a clinic starts with: biologics injections (stem cell, exosome and like vials) into and around the
 * hip (docs/rules.md#the-protocol). Volumes in microliters. The observation is the upper end of "at least 5–10
 * minutes".
 */
export const hipProtocol: ProtocolDraft = {
  code: 'hip-biologics',
  name: 'Biologics injection for hip pain',
  doseMicrolitersMin: 1_000,
  doseMicrolitersMax: 3_000,
  observationMinutesMin: 10,
  readyForMinutes: 120,
  followUpWeeksMin: 2,
  followUpWeeksMax: 4,
  intervalWeeksMin: 4,
  requirements,
  texts: [...before, ...during, ...afterwards],
}
