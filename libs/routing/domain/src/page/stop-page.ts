import type { Decision, Instant } from '@spoc/platform-kernel'
import type { PageEvent, PageStoppedBecause } from '@spoc/routing-contracts'
import type { Page } from './page.js'

export interface StopPage {
  readonly because: PageStoppedBecause
  readonly now: Instant
}

/** There is no need to answer any more. A page that was answered, or never was, stays as it is. */
export function stopPage(page: Page, { because, now }: StopPage): Decision<PageEvent> {
  return page.is === 'open' ? [{ type: 'routing.page-stopped.v1', data: { because, at: now } }] : []
}
