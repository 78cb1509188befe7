import { type DonorFacts, sameDonor } from '~/modules/stock/rules/donor'
import type { Bound, Check, ReadinessFinding } from '../../types'
import { nameOf } from '../meets'
import { amountOf, askedFor, boundFindings, boundRow, boundTo, shortFindings } from '../requirement-line'

const donorOf = ({ unit, lotNumber }: Bound): DonorFacts => unit?.facts ?? { donor: null, donation: null, lotNumber }

/**
 * The biologic: vials of the booked product, reserved for this booking, together at least the dose, of one donor, since two
 * donors never go into one syringe (R27, R30).
 */
export const vialCheck: Check = (facts, at) =>
  askedFor(facts)
    .filter((requirement) => requirement.bind === 'unit')
    .map((requirement) => {
      const bound = boundTo(facts, requirement)
      const wrong = bound.flatMap(({ unit }): ReadinessFinding[] =>
        unit !== null && unit.facts.productId !== facts.booking.productId
          ? [{ code: 'WRONG_PRODUCT', severity: 'stop', unit: nameOf(unit.facts), booked: facts.booking.productName }]
          : [],
      )
      const donors = bound.map(donorOf)
      const mixed: ReadinessFinding[] = donors.some((one, index) =>
        donors.slice(index + 1).some((other) => !sameDonor(one, other)),
      )
        ? [{ code: 'TWO_DONORS', severity: 'stop', lots: [...new Set(bound.map((each) => each.lotNumber))] }]
        : []
      const have = amountOf(bound, requirement)
      return {
        code: requirement.code,
        label: requirement.label,
        bound: bound.map(boundRow),
        findings: [
          ...wrong,
          ...mixed,
          ...boundFindings(bound, requirement, facts, at),
          ...shortFindings(have, requirement, facts, at),
        ],
      }
    })
