import { refuse, unreachable, type Decision, type Id, type Instant } from '@spoc/platform-kernel'
import type { PageEvent } from '@spoc/routing-contracts'
import type { Page } from './page.js'

export interface AcknowledgePage {
  readonly by: Id<'person'>
  readonly now: Instant
}

/** Somebody has it: what was still to follow is not sent. Also by one who was not told, and after the last resort was. */
export function acknowledgePage(page: Page, { by, now }: AcknowledgePage): Decision<PageEvent> {
  switch (page.is) {
    case 'open':
      return [{ type: 'routing.page-acknowledged.v1', data: { by, at: now } }]
    case 'acknowledged':
      return page.by === by ? [] : refuse('page-taken', 'A colleague has already acknowledged it.')
    case 'stopped':
      return refuse('page-stopped', 'The page was stopped; there is nothing to acknowledge.')
    case 'unknown':
      return refuse('page-unknown', 'There is no such page.')
    default:
      return unreachable(page)
  }
}
