/** Whether products of this category are applied and then waited for: antiseptics to dry, anesthetics to act. */
export const isWaitedFor = (categoryCode: string): boolean => /^(antiseptic|anesthetic)-/.test(categoryCode)
