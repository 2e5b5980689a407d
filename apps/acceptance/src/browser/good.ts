import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import type { Look } from './browser.js'

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Both colours and both sizes. Contrast is a matter of the one and room of the other, so that two windows show all there is to see. */
export const looks: readonly Required<Look>[] = [
  { colorScheme: 'light', size: 'desk' },
  { colorScheme: 'dark', size: 'phone' },
]

/** WCAG 2.2 AA as far as a machine can tell, and nothing wider than the window. */
export async function expectGood(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(wcag).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)
}
