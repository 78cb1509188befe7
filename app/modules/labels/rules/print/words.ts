/** What is on each of our labels (R7): the code, and the lines next to it, most important first. */
import { encodeOwnCode, type OwnKind } from '../own-code'

/** What a label is made of. Days and times come as the text that is printed; names as people write them. */
export type LabelFacts =
  | {
      readonly kind: 'unit'
      readonly id: number
      readonly product: string
      /** Null where the product has no lots. */
      readonly lot: string | null
      readonly number: string | null
      readonly expiry: string | null
      /** Where it is kept, in words; null where any room does. */
      readonly storage: string | null
    }
  | {
      readonly kind: 'opened-vial'
      readonly id: number
      readonly product: string
      readonly lot: string
      readonly discardAt: string
      readonly openedAt: string
      readonly openedBy: string
    }
  | {
      readonly kind: 'pack'
      readonly id: number
      readonly product: string
      readonly lot: string
      readonly expiry: string | null
    }
  | {
      readonly kind: 'place'
      readonly id: number
      readonly name: string
      readonly within: string
      readonly storage: string | null
    }
  | {
      readonly kind: 'patient'
      readonly id: number
      readonly name: string
      readonly mrn: string
      readonly birthDate: string
    }
  | { readonly kind: 'badge'; readonly id: number; readonly name: string; readonly site: string }

/** The kinds that are printed here. */
export type PrintedKind = LabelFacts['kind'] & OwnKind

export const printedKinds: readonly PrintedKind[] = ['unit', 'opened-vial', 'pack', 'place', 'patient', 'badge']

/**
 * One line. `rank` sets its size against the others; `yields` says what a label that is too small may leave out: the
 * whole line, its end, or nothing, since it identifies the thing.
 */
export type LabelLine = {
  readonly text: string
  readonly rank: 'largest' | 'large' | 'normal' | 'small'
  readonly bold: boolean
  readonly yields: 'whole' | 'end' | 'nothing'
}

/** The content of one label. */
export type LabelWords = { readonly code: string; readonly lines: readonly LabelLine[] }

const line = (text: string, rank: LabelLine['rank'], yields: LabelLine['yields'] = 'nothing'): LabelLine => ({
  text,
  rank,
  bold: rank === 'largest' || rank === 'large',
  yields,
})

/** The code's text, small: what a person types where no scanner is at hand. */
const typed = (code: string) => line(code, 'small')

function linesOf(facts: LabelFacts): (LabelLine | null)[] {
  switch (facts.kind) {
    case 'unit':
      return [
        facts.lot ? line(`Lot ${facts.lot}`, 'largest') : null,
        facts.expiry ? line(`Exp ${facts.expiry}`, 'large') : null,
        line(facts.product, facts.lot ? 'normal' : 'large', 'end'),
        facts.number ? line(`Unit ${facts.number}`, facts.lot ? 'normal' : 'largest') : null,
        facts.storage ? line(facts.storage, 'small', 'whole') : null,
      ]
    case 'opened-vial':
      // The one question that an opened vial is asked at arm's length is until when.
      return [
        line('Discard by', 'normal'),
        line(facts.discardAt, 'largest'),
        line(facts.product, 'normal', 'end'),
        line(`Lot ${facts.lot}`, 'normal'),
        line(`Opened ${facts.openedAt}, ${facts.openedBy}`, 'small', 'whole'),
      ]
    case 'pack':
      return [
        line(facts.product, 'large', 'end'),
        line(`Lot ${facts.lot}`, 'large'),
        facts.expiry ? line(`Exp ${facts.expiry}`, 'normal') : null,
        line('Sterile unless opened, wet, torn or dropped', 'small', 'whole'),
      ]
    case 'place':
      return [
        line(facts.name, 'largest', 'end'),
        line(facts.within, 'normal', 'whole'),
        facts.storage ? line(facts.storage, 'normal', 'whole') : null,
      ]
    case 'patient':
      return [
        line(facts.name, 'large', 'end'),
        line(`MRN ${facts.mrn}`, 'large'),
        line(`Born ${facts.birthDate}`, 'normal'),
      ]
    case 'badge':
      return [line(facts.name, 'largest', 'end'), line(facts.site, 'normal', 'whole')]
  }
}

/** The words of a label. A unit's names no patient (R39): there is nothing of one in its facts. */
export function labelWords(facts: LabelFacts): LabelWords {
  const code = encodeOwnCode({ kind: facts.kind, id: facts.id })
  return { code, lines: [...linesOf(facts).filter((each) => each !== null), typed(code)] }
}
