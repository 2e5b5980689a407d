import { refuse, unreachable, type Decision, type Id, type Personal } from '@spoc/platform-kernel'
import type { PageEvent } from '@spoc/routing-contracts'
import { pageStream, type Page } from './page.js'
import { takeSteps, type PageGrounds } from './take-steps.js'

export interface DeclinePage {
  readonly by: Id<'person'>
  readonly reason?: Personal<string>
}

/** One who was told cannot take it. When all who were told have said so, nobody is waited for: the next step is taken at once. */
export function declinePage(page: Page, { by, reason }: DeclinePage, grounds: PageGrounds): Decision<PageEvent> {
  switch (page.is) {
    case 'open': {
      if (page.declined.includes(by)) return []
      if (!page.told.includes(by)) return refuse('page-not-for-you', 'Only somebody who was told can decline.')
      const declined: PageEvent = {
        type: 'routing.page-declined.v1',
        data: { by, at: grounds.now, ...(reason !== undefined && { reason }) },
      }
      const next = pageStream.evolve(page, declined)
      const nobodyLeft = next.is === 'open' && next.told.every((personId) => next.declined.includes(personId))
      return next.is === 'open' && nobodyLeft ? [declined, ...takeSteps(next, grounds, true)] : [declined]
    }
    case 'acknowledged':
      return refuse('page-taken', 'It is acknowledged already.')
    case 'stopped':
      return refuse('page-stopped', 'The page was stopped; there is nothing to decline.')
    case 'unknown':
      return refuse('page-unknown', 'There is no such page.')
    default:
      return unreachable(page)
  }
}
