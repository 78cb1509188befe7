import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { explainCamera } from './camera-problem'

/** Stands in for a camera whose parts could not be fetched: without it, the whole page with its waiting scans would be lost. */
export function CameraMissing({ onClose }: { onClose: () => void }) {
  const { title, advice } = explainCamera('decoder')
  return (
    <section aria-label="Camera" className="panel">
      <Notice kind="refused" title={title}>
        <p>{advice}</p>
      </Notice>
      <div className="actions">
        <Button onClick={onClose}>Close the camera</Button>
      </div>
    </section>
  )
}
