import type { Decision, Fact } from '@spoc/platform-kernel'
import type { PageEvent } from '@spoc/routing-contracts'
import { pageStream, type Page } from './page.js'
import { takeSteps, type PageGrounds } from './take-steps.js'

export type StartPage = Omit<Extract<PageEvent, Fact<'routing.page-started.v1'>>['data'], 'at'>

/** Starts the page by the policy as it stands, and tells the people of the first step at once. Started once: a repeat changes nothing. */
export function startPage(page: Page, command: StartPage, grounds: PageGrounds): Decision<PageEvent> {
  if (page.is !== 'unknown') return []
  const started: PageEvent = { type: 'routing.page-started.v1', data: { ...command, at: grounds.now } }
  const open = pageStream.evolve(page, started)
  return open.is === 'open' ? [started, ...takeSteps(open, grounds, command.steps.length === 0)] : [started]
}
