import { correctStrength, setSterile, setWait } from '~/modules/catalog/commands/facts.server'
import { createSupplier } from '~/modules/catalog/commands/lists.server'
import {
  answerAllergen,
  archiveProduct,
  createProduct,
  setStanding,
  unlinkCode,
} from '~/modules/catalog/commands/products.server'
import { explainCatalog } from '~/modules/catalog/messages'
import { allergens } from '~/modules/catalog/rules/allergens'
import { allergenAnswer, newCode, newProduct, newStanding } from '~/modules/catalog/schema'
import { linkCode } from '~/modules/stock/commands/link-code.server'
import { the } from '../forms'
import { categoryOf, microliters, productOf, whole } from '../things'
import { verb } from '../verb'
import { act, StoryFault, say, type World } from '../world'

const done = { explain: explainCatalog, say: () => say('done') }

/** What a product answers for: nothing of it, but what the sentence names. */
const containing = (allergen: string | undefined) =>
  Object.fromEntries(allergens.map((each) => [each, each === allergen ? ('yes' as const) : ('no' as const)]))

/** A label says sterile unless the sentence says that it `isn't` or that nobody looked: `may-be`. */
function sterilityOf(word: string | undefined): 'yes' | 'no' | null {
  if (word === undefined || word === 'is') return 'yes'
  if (word === 'is-not') return 'no'
  if (word === 'may-be') return null
  throw new StoryFault('A label is, is-not or may-be sterile.')
}

const codeIdOf = async (world: World, productId: number, code: string): Promise<number> => {
  const row = await world.db.read.productCode.findFirst({ where: { productId, code }, select: { id: true } })
  if (!row) throw new StoryFault(`The product has no code "${code}".`)
  return row.id
}

/** Suppliers, products, their codes and what they contain. */
export const catalogVerbs = [
  verb(createSupplier.kind, 'adds supplier {name}', 'supply adds supplier "Quay Medical"', (world, who, said) =>
    act(world, who, createSupplier, { name: the(said, 'name') }, done),
  ),
  verb(
    createProduct.kind,
    'adds product {name} of {maker} in {category} [of {size} mL] [kept at {band}] [with strength {strength}] [containing {allergen}] [for many doses] [thawed for {hours} hours] [good for {out} hours out of storage] [disinfected at {level} level] [with a label that {sterility} sterile]',
    'supply adds product "Amnio Flow 2 mL" of "Brightwell Tissue" in biologic-vial of 2 mL kept at fridge',
    async (world, who, said) => {
      const { size, band, hours, level, strength, allergen } = said
      const input = newProduct.parse({
        name: the(said, 'name'),
        manufacturer: the(said, 'maker'),
        categoryId: (await categoryOf(world, the(said, 'category'))).id,
        sizeMicroliters: size === undefined ? null : microliters(size),
        storageBand: band ?? null,
        strength: strength ?? null,
        needsThaw: hours !== undefined,
        thawedForHours: (hours ?? said.out) === undefined ? null : whole(hours ?? the(said, 'out')),
        disinfectionLevel: level ?? null,
        contains: containing(allergen),
        labeledSterile: sterilityOf(said.sterility),
      })
      return act(world, who, createProduct, input, done)
    },
  ),
  verb(
    linkCode.kind,
    'links {scheme} code {code} to {product} [of {count} in a package]',
    'supply links gs1 code 00860014210013 to "Amnio Flow 2 mL"',
    async (world, who, said) => {
      const input = newCode.parse({
        productId: (await productOf(world, the(said, 'product'))).id,
        scheme: the(said, 'scheme'),
        code: the(said, 'code'),
        packageQuantity: whole(said.count ?? '1'),
      })
      return act(world, who, linkCode, input, done)
    },
  ),
  verb(
    unlinkCode.kind,
    'unlinks code {code} from {product}',
    'supply unlinks code 00860014210013 from "Amnio Flow 2 mL"',
    async (world, who, said) => {
      const { id: productId } = await productOf(world, the(said, 'product'))
      const codeId = await codeIdOf(world, productId, the(said, 'code'))
      return act(world, who, unlinkCode, { productId, codeId }, done)
    },
  ),
  verb(
    answerAllergen.kind,
    'answers {answer} to whether {product} contains {allergen}',
    'supply answers yes to whether "Nitrile gloves 7.5" contains latex',
    async (world, who, said) => {
      const { id: productId } = await productOf(world, the(said, 'product'))
      const input = allergenAnswer.parse({ productId, allergen: the(said, 'allergen'), answer: the(said, 'answer') })
      return act(world, who, answerAllergen, input, done)
    },
  ),
  verb(
    setSterile.kind,
    'answers {answer} to whether the label of {product} says sterile',
    'supply answers yes to whether the label of "Needle 18G" says sterile',
    async (world, who, said) => {
      const productId = (await productOf(world, the(said, 'product'))).id
      const input = setSterile.input.parse({ productId, answer: the(said, 'answer') })
      return act(world, who, setSterile, input, done)
    },
  ),
  verb(
    setWait.kind,
    'says that {product} is waited for {minutes} minutes',
    'supply says that "Chlorhexidine 2%" is waited for 5 minutes',
    async (world, who, said) => {
      const { id: productId } = await productOf(world, the(said, 'product'))
      const input = setWait.input.parse({ productId, minutes: Number(the(said, 'minutes')) })
      return act(world, who, setWait, input, done)
    },
  ),
  verb(
    correctStrength.kind,
    'corrects the strength of {product} to {strength} because {reason}',
    'supply corrects the strength of "Lidocaine 1% 20 mL" to 1% because "read on the label"',
    async (world, who, said) => {
      const input = {
        productId: (await productOf(world, the(said, 'product'))).id,
        strength: the(said, 'strength'),
        reason: the(said, 'reason'),
      }
      return act(world, who, correctStrength, input, done)
    },
  ),
  verb(
    setStanding.kind,
    'records the standing of {product} as {standing} by {basis}',
    'director records the standing of "Amnio Flow 2 mL" as hctp-361 by "21 CFR 1271.10"',
    async (world, who, said) => {
      const { id: productId } = await productOf(world, the(said, 'product'))
      const input = newStanding.parse({ productId, standing: the(said, 'standing'), basis: the(said, 'basis') })
      return act(world, who, setStanding, input, done)
    },
  ),
  verb(archiveProduct.kind, 'archives {product}', 'supply archives "Gauze 4 x 4"', async (world, who, said) => {
    const { id: productId } = await productOf(world, the(said, 'product'))
    return act(world, who, archiveProduct, { productId }, done)
  }),
]
