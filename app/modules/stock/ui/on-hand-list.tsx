import { List, ListRow } from '~/ui/list'
import type { LiveNow } from '~/ui/live'
import { Section } from '~/ui/page'
import { StateMark } from '~/ui/state-mark'
import { blocks } from '../rules/judge/weigh'
import { lotText } from '../rules/lot-key'
import type { Standing } from '../rules/marks'
import { type OnHandLot, type OnHandPart, type OnHandProduct, productStanding } from '../rules/on-hand'
import { quantityText } from '../rules/quantity'
import { partKey, productKey } from '../rules/seen'

/** The mark as it is now, in the two words that a list shows. */
function markOf(now: LiveNow, key: string, own: Standing): Standing {
  const { state, word } = now.mark(key, own)
  return { state, word }
}

const stops = (part: OnHandPart) => part.findings.filter(blocks)

/** Why a part is not offered, once for each place and state. Mere warnings are shown too. */
function Reasons({ lot, now }: { lot: OnHandLot; now: LiveNow }) {
  return (
    <>
      {lot.parts.map((part) => {
        const said = stops(part).length > 0 ? stops(part) : part.findings
        return (
          <span key={`${part.placeId}:${part.standing.word}`} className="block">
            <StateMark {...markOf(now, partKey(lot.lotId, part), part.standing)} /> {part.placeName} ·{' '}
            {quantityText(part.quantity, lot)}
            {part.reserved > 0 ? `, ${quantityText(part.reserved, lot)} reserved` : ''}
            {said.length > 0 ? ` — ${said.map(({ sentence }) => sentence).join(' ')}` : ''}
          </span>
        )
      })}
    </>
  )
}

/** The lots of one product: number, expiry and quantity largest, then each place with its standing and the reason. */
export function ProductOnHand({ product, now }: { product: OnHandProduct; now: LiveNow }) {
  const own = productStanding(product, quantityText(product.usable, product))
  const { state, word } = now.mark(productKey(product.productId), own)
  return (
    <Section title={product.productName} action={<StateMark state={state} word={word} />}>
      <List label={product.productName}>
        {product.lots.map((lot) => (
          <ListRow
            key={lot.lotId}
            to={`/stock/lots/${lot.lotId}`}
            lead={
              <>
                <span translate="no">{lotText(lot.lotNumber)}</span>
                {lot.expiry ? (
                  <>
                    {' '}
                    <span className="whitespace-nowrap font-normal">exp {lot.expiry}</span>
                  </>
                ) : null}
              </>
            }
            detail={<Reasons lot={lot} now={now} />}
            side={quantityText(lot.quantity, lot)}
          />
        ))}
      </List>
    </Section>
  )
}
