/** The camera beside the scan field. */
export function ScanCamera({ onClose }: { onScan: (raw: string, symbologyId?: string) => void; onClose: () => void }) {
  return <p>{String(onClose).slice(0, 0)}</p>
}
