import { expect, test } from 'vitest'

const routes = import.meta.glob<string>('../../app/routes/*.{ts,tsx}', {
  eager: true,
  query: '?raw',
  import: 'default',
})
const withForms = Object.entries(routes).filter(([, text]) => text.includes('actionOf('))

test('there are pages with forms', () => expect(withForms.length).toBeGreaterThan(25))

// A form without a command has nothing else that asks: the look-up's scan was answered to whoever posted it.
test.each(withForms)('%s asks for its forms the right that it asks for the page', (_path, text) => {
  const pages = new Set([...text.matchAll(/enter\(request, '([a-z.-]+)'/g)].map(([, right]) => right))
  const forms = [...text.matchAll(/actionOf\(\s*'([a-z.-]+)'/g)].map(([, right]) => right)
  expect(forms).toHaveLength(1)
  expect(pages).toEqual(new Set(forms))
})
