/** What labels are printed on. All lengths in millimeters; sizes as the makers of the sheets state them. */

/** A sheet of labels: the first one's corner and the distance from one to the next. */
export type Sheet = {
  readonly id: string
  readonly name: string
  readonly page: { readonly width: number; readonly height: number }
  readonly label: { readonly width: number; readonly height: number }
  readonly columns: number
  readonly rows: number
  readonly left: number
  readonly top: number
  readonly pitchX: number
  readonly pitchY: number
}

/** A roll in a label printer: one label after the other. */
export type Roll = { readonly id: string; readonly name: string; readonly width: number; readonly height: number }

const inch = 25.4
const letter = { width: 8.5 * inch, height: 11 * inch }
const a4 = { width: 210, height: 297 }

export const sheets: readonly Sheet[] = [
  {
    id: 'letter-30',
    name: 'Letter, 30 labels of 2⅝ × 1 in (as Avery 5160)',
    page: letter,
    label: { width: 2.625 * inch, height: inch },
    columns: 3,
    rows: 10,
    left: 0.1875 * inch,
    top: 0.5 * inch,
    pitchX: 2.75 * inch,
    pitchY: inch,
  },
  {
    id: 'letter-10',
    name: 'Letter, 10 labels of 4 × 2 in (as Avery 5163)',
    page: letter,
    label: { width: 4 * inch, height: 2 * inch },
    columns: 2,
    rows: 5,
    left: 0.15625 * inch,
    top: 0.5 * inch,
    pitchX: 4.1875 * inch,
    pitchY: 2 * inch,
  },
  {
    id: 'letter-80',
    name: 'Letter, 80 labels of 1¾ × ½ in (as Avery 5167)',
    page: letter,
    label: { width: 1.75 * inch, height: 0.5 * inch },
    columns: 4,
    rows: 20,
    left: 0.28125 * inch,
    top: 0.5 * inch,
    pitchX: 2.0625 * inch,
    pitchY: 0.5 * inch,
  },
  {
    id: 'a4-21',
    name: 'A4, 21 labels of 63.5 × 38.1 mm (as Avery L7160)',
    page: a4,
    label: { width: 63.5, height: 38.1 },
    columns: 3,
    rows: 7,
    left: 7.25,
    top: 15.15,
    pitchX: 66,
    pitchY: 38.1,
  },
  {
    id: 'a4-65',
    name: 'A4, 65 labels of 38.1 × 21.2 mm (as Avery L7651)',
    page: a4,
    label: { width: 38.1, height: 21.2 },
    columns: 5,
    rows: 13,
    left: 4.75,
    top: 10.7,
    pitchX: 40.6,
    pitchY: 21.2,
  },
]

export const rolls: readonly Roll[] = [
  { id: 'roll-2x1', name: 'Label printer, 2 × 1 in (51 × 25 mm)', width: 2 * inch, height: inch },
  { id: 'roll-vial', name: 'Label printer, 1½ × ½ in (38 × 13 mm), for vials', width: 1.5 * inch, height: 0.5 * inch },
  { id: 'roll-57x32', name: 'Label printer, 2¼ × 1¼ in (57 × 32 mm)', width: 2.25 * inch, height: 1.25 * inch },
  { id: 'roll-4x2', name: 'Label printer, 4 × 2 in (102 × 51 mm)', width: 4 * inch, height: 2 * inch },
]

/** How many labels a sheet has. */
export const perSheet = (sheet: Sheet): number => sheet.columns * sheet.rows

/** Where the label with this number stands, from 0 on the first sheet: its page, and its upper left corner. */
export function placeOnSheet(sheet: Sheet, index: number): { page: number; x: number; y: number } {
  const on = index % perSheet(sheet)
  return {
    page: Math.floor(index / perSheet(sheet)),
    x: sheet.left + (on % sheet.columns) * sheet.pitchX,
    y: sheet.top + Math.floor(on / sheet.columns) * sheet.pitchY,
  }
}
