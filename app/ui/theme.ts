/** What the person chose for this device; `system` follows the device. */
export type Theme = 'system' | 'light' | 'dark'

/** The cookie that carries the choice to the server, so that the first paint is right. Holds nothing about a person. */
export const THEME_COOKIE = 'vialkeep-theme'

/** Whether a word is a theme. */
export function isTheme(word: unknown): word is Theme {
  return word === 'system' || word === 'light' || word === 'dark'
}

/** Reads the theme out of a request's Cookie header; anything but a theme is `system`. */
export function themeFromCookie(header: string | null): Theme {
  const found = /(?:^|;\s*)vialkeep-theme=([a-z]+)/.exec(header ?? '')?.[1]
  return isTheme(found) ? found : 'system'
}

/** The value of `data-theme` on the document: none for `system`, where the style sheet asks the device. */
export function themeAttribute(theme: Theme): 'light' | 'dark' | undefined {
  return theme === 'system' ? undefined : theme
}
