import { ScanField } from '~/modules/labels/ui/scan-field'
import { A } from '~/ui/link'
import { Page, Section } from '~/ui/page'

/** The page behind the Scan key: one field, one answer. */
export function ScanPage() {
  return (
    <Page
      question="What is this?"
      why="Scan anything: a vial, a carton, a shelf, a kit's seal, a wristband. Or type a lot, a unit or a serial number."
    >
      <ScanField label="Scan or type" fields={{ intent: 'what' }} />
      <Section title="If the scanner misbehaves">
        <p>
          When codes arrive wrong or incomplete, the{' '}
          <A to="/scanner-check" className="underline">
            scanner check
          </A>{' '}
          tells what to change, in three scans.
        </p>
      </Section>
    </Page>
  )
}
