import type { Decision } from '@spoc/platform-kernel'
import type { PageEvent } from '@spoc/routing-contracts'
import type { Page } from './page.js'
import { takeSteps, type PageGrounds } from './take-steps.js'

/** The page's alarm rang. What is not due, or was answered meanwhile, changes nothing. */
export function firePage(page: Page, grounds: PageGrounds): Decision<PageEvent> {
  return page.is === 'open' ? takeSteps(page, grounds) : []
}
