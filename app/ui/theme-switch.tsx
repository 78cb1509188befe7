import { useState } from 'react'
import { isTheme, THEME_COOKIE, type Theme, themeAttribute } from './theme'

const WORDS: readonly [Theme, string][] = [
  ['system', 'Auto'],
  ['light', 'Light'],
  ['dark', 'Dark'],
]

function keep(theme: Theme) {
  // Through `assign`, since the cookie store API is missing over plain http, where many clinics are.
  Object.assign(document, { cookie: `${THEME_COOKIE}=${theme}; path=/; max-age=31536000; samesite=lax` })
}

/** Puts a theme on the document. */
export function wear(theme: Theme) {
  const attribute = themeAttribute(theme)
  if (attribute) document.documentElement.dataset.theme = attribute
  else delete document.documentElement.dataset.theme
}

/** Light, dark, or as the device says; changes at once and is kept on this device for a year. `name` tells two switches on one page apart. */
export function ThemeSwitch({ theme, name = 'theme' }: { theme: Theme; name?: string }) {
  const [chosen, choose] = useState(theme)
  return (
    <fieldset className="theme">
      <legend className="sr-only">Colors of the screen</legend>
      {WORDS.map(([value, word]) => (
        <label key={value}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={chosen === value}
            onChange={(event) => {
              if (!isTheme(event.currentTarget.value)) return
              choose(event.currentTarget.value)
              keep(event.currentTarget.value)
              wear(event.currentTarget.value)
            }}
          />
          {word}
        </label>
      ))}
    </fieldset>
  )
}
