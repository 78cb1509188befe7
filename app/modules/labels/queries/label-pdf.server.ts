import {
  fill,
  PDFDocument,
  type PDFFont,
  type PDFPage,
  popGraphicsState,
  pushGraphicsState,
  rectangle,
  StandardFonts,
  setFillingGrayscaleColor,
} from 'pdf-lib'
import type { PlacedLabel, PlacedText } from '../rules/print/layout'
import { placeOnSheet, type Sheet } from '../rules/print/stocks'
import { darkRuns } from '../rules/print/svg'

const pointsPerMm = 72 / 25.4

type Faces = { readonly regular: PDFFont; readonly bold: PDFFont }

// Signs that don't come apart into a letter and its mark.
const substitutes: Readonly<Record<string, string>> = { '−': '-', ł: 'l', Ł: 'L', đ: 'd', Đ: 'D', ı: 'i' }

/** Letters that the printer's own faces have; others without their marks, and what is left as a question mark. */
function printable(text: string, face: PDFFont): string {
  const known = new Set(face.getCharacterSet())
  const has = (letter: string) => known.has(letter.codePointAt(0)!)
  return [...text.normalize('NFC')]
    .map((letter) => {
      if (has(letter)) return letter
      const [plain = '?'] = letter.normalize('NFKD')
      return has(plain) ? plain : (substitutes[letter] ?? '?')
    })
    .join('')
}

function drawText(
  page: PDFPage,
  { x, y, size, text, bold }: PlacedText,
  corner: { x: number; y: number },
  faces: Faces,
) {
  const face = bold ? faces.bold : faces.regular
  page.drawText(printable(text, face), {
    x: (corner.x + x) * pointsPerMm,
    y: page.getHeight() - (corner.y + y) * pointsPerMm,
    size: size * pointsPerMm,
    font: face,
  })
}

function drawSymbol(page: PDFPage, { x, y, side, grid }: PlacedLabel['symbol'], corner: { x: number; y: number }) {
  const module = (side / grid.size) * pointsPerMm
  const left = (corner.x + x) * pointsPerMm
  const top = page.getHeight() - (corner.y + y) * pointsPerMm
  // One path, filled once: rows filled one by one would show hairs of white between them.
  const runs = darkRuns(grid).map(({ row, column, length }) =>
    rectangle(left + column * module, top - (row + 1) * module, length * module, module),
  )
  page.pushOperators(pushGraphicsState(), setFillingGrayscaleColor(0), ...runs, fill(), popGraphicsState())
}

async function start(at: Date) {
  const pdf = await PDFDocument.create()
  pdf.setTitle('Labels')
  pdf.setProducer('Vialkeep')
  pdf.setCreator('Vialkeep')
  pdf.setCreationDate(at)
  pdf.setModificationDate(at)
  const faces: Faces = {
    regular: await pdf.embedFont(StandardFonts.Helvetica),
    bold: await pdf.embedFont(StandardFonts.HelveticaBold),
  }
  return { pdf, faces }
}

/** Sheets of labels as PDF, starting at position `first` of the sheet. `at` is the creation time in the file. */
export async function sheetPdf(
  labels: readonly PlacedLabel[],
  sheet: Sheet,
  first: number,
  at: Date,
): Promise<Uint8Array> {
  const { pdf, faces } = await start(at)
  const pages: PDFPage[] = []
  for (const [index, label] of labels.entries()) {
    const corner = placeOnSheet(sheet, index + first - 1)
    pages[corner.page] ??= pdf.addPage([sheet.page.width * pointsPerMm, sheet.page.height * pointsPerMm])
    const page = pages[corner.page]!
    drawSymbol(page, label.symbol, corner)
    for (const text of label.texts) drawText(page, text, corner, faces)
  }
  return pdf.save()
}

/** One page for each label, of the label's own size: for label printers without ZPL. */
export async function rollPdf(labels: readonly PlacedLabel[], at: Date): Promise<Uint8Array> {
  const { pdf, faces } = await start(at)
  for (const label of labels) {
    const page = pdf.addPage([label.width * pointsPerMm, label.height * pointsPerMm])
    const corner = { x: 0, y: 0 }
    drawSymbol(page, label.symbol, corner)
    for (const text of label.texts) drawText(page, text, corner, faces)
  }
  return pdf.save()
}
