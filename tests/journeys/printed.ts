// What the labels of the journeys say, as a scanner sends it. Northpoint's and Cordwell's codes are those of the demo
// clinic's catalog; all lots and serials are the journeys' own. They expire in June 2041 unless they say otherwise; when the demo clinic's
// own lots expire depends on the day, so their labels say nothing of it (null).

type Vial = { readonly lot: string; readonly serial: string; readonly expiry?: string | null }

const gs1 =
  (gtin: string) =>
  ({ lot, serial, expiry = '410630' }: Vial): string =>
    `01${gtin}${expiry ? `17${expiry}` : ''}21${serial}\x1d10${lot}`

/** GS1 label of Exosome suspension 2 mL (ultra-low freezer): GTIN, expiry as YYMMDD, serial, lot. */
export const exosome = gs1('09504000010010')
/** The same of Amniotic fluid allograft 2 mL (fridge). */
export const amnion = gs1('09504000020019')
/** The same of a vial that no catalog knows. */
export const unheardOf = gs1('09504000090098')
/** HIBC combined label of Wharton’s jelly allograft 1 mL: lot WJ-0777, serial WJ0777001, check character W. */
export const wharton = '+H9CWWJ0101/$$3410630WJ-0777/SWJ0777001W'
