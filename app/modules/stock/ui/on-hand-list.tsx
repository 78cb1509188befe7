import { List, ListRow } from '~/ui/list'
import { Section } from '~/ui/page'
import { StateMark } from '~/ui/state-mark'
import { blocks } from '../rules/judge/weigh'
import { lotText } from '../rules/lot-key'
import { type OnHandLot, type OnHandPart, type OnHandProduct, productStanding } from '../rules/on-hand'
import { quantityText } from '../rules/quantity'

const stops = (part: OnHandPart) => part.findings.filter(blocks)

/** Why a part is not offered, once for each place and state. Mere warnings are shown too. */
function Reasons({ lot }: { lot: OnHandLot }) {
  return (
    <>
      {lot.parts.map((part) => {
        const said = stops(part).length > 0 ? stops(part) : part.findings
        return (
          <span key={`${part.placeId}:${part.standing.word}`} className="block">
            <StateMark state={part.standing.state} word={part.standing.word} /> {part.placeName} ·{' '}
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
export function ProductOnHand({ product }: { product: OnHandProduct }) {
  const { state, word } = productStanding(product, quantityText(product.usable, product))
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
            detail={<Reasons lot={lot} />}
            side={quantityText(lot.quantity, lot)}
          />
        ))}
      </List>
    </Section>
  )
}
