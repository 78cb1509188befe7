/** The answers that a form gives for the products that it asked about: for none of them, or for those that were ticked. */
export function answersOfForm(form: {
  readonly asked: readonly number[]
  readonly ticked: readonly number[]
  readonly answer: 'none' | 'ticked'
}): { readonly productId: number; readonly matters: boolean }[] {
  const matters = new Set(form.answer === 'ticked' ? form.ticked : [])
  return form.asked.map((productId) => ({ productId, matters: matters.has(productId) }))
}
