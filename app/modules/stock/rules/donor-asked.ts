/** Whose lots they are: the maker on the label, and who delivered them. */
export type Sources = { readonly lotId: number; readonly manufacturer: string; readonly supplier: string | null }

const folded = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
const isSame = (one: string, other: string): boolean =>
  one !== '' && other !== '' && (one.includes(other) || other.includes(one))

/**
 * Which lots without a known donor a donor notice asks about (R34): those of the firm that sent it, and of whoever made or
 * delivered the lots of the case. Where nothing tells whose they are (the sender is nobody that we know of), all of them: the
 * question is never dropped.
 * @param known every maker and supplier here, so that a known sender whose donors are all known asks about nobody else's lots
 */
export function lotsToAsk(
  firm: string,
  withoutDonor: readonly Sources[],
  ofCase: readonly Sources[],
  known: readonly string[] = [],
): Set<number> {
  const namesOf = ({ manufacturer, supplier }: Sources) => [folded(manufacturer), folded(supplier ?? '')]
  const inCase = new Set(ofCase.flatMap(namesOf).filter((name) => name !== ''))
  const sender = folded(firm)
  const isMeant = (row: Sources) => namesOf(row).some((name) => isSame(name, sender) || inCase.has(name))
  const meant = withoutDonor.filter(isMeant)
  const isTold = inCase.size > 0 || meant.length > 0 || known.some((name) => isSame(folded(name), sender))
  return new Set((isTold ? meant : withoutDonor).map(({ lotId }) => lotId))
}
