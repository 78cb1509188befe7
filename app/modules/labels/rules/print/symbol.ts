/** Drawing symbols: bwip-js is called as a function; same text, same squares. */
import bwipjs from 'bwip-js/node'
import { type CheckSymbol, checkTexts } from '../scanner-check'

/** A 2D symbol: `size` modules a side, row after row, true where dark; without its quiet zone. */
export type ModuleGrid = { readonly size: number; readonly dark: readonly boolean[] }

/** The Data Matrix of one of our texts. Square, because it also goes on curved vials. */
export function dataMatrixOf(text: string): ModuleGrid {
  const [drawn] = bwipjs.raw({ bcid: 'datamatrix', text })
  if (!drawn || !('pixs' in drawn)) throw new Error(`No Data Matrix for ${text}`)
  return { size: drawn.pixx, dark: drawn.pixs.map((pixel) => pixel === 1) }
}

/** A symbol of the scanner check as SVG. */
export function checkSymbolSvg(symbol: CheckSymbol): string {
  switch (symbol) {
    case 'layout':
      return bwipjs.toSVG({ bcid: 'datamatrix', text: checkTexts.layout, scale: 2 })
    case 'gs1': {
      // In bwip-js the separators of a GS1 symbol follow from the identifiers; the first is not written.
      const text = checkTexts.gs1.replace(/^01(\d{14})10(.+)\x1d21(.+)$/, '(01)$1(10)$2(21)$3')
      return bwipjs.toSVG({ bcid: 'gs1datamatrix', text, scale: 3 })
    }
    case 'hibc':
      return bwipjs.toSVG({ bcid: 'code128', text: checkTexts.hibc, scale: 2, height: 16 })
  }
}
