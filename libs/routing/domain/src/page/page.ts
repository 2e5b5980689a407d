import { plusMs, streamKind, passOver, type Alarm, type Id, type Instant } from '@spoc/platform-kernel'
import type { EscalationStep, PageEvent } from '@spoc/routing-contracts'

export interface PageAbout {
  readonly requestId: Id<'request'>
  readonly accountId?: Id<'account'>
  readonly engagementId?: Id<'engagement'>
}

export interface OpenPage {
  readonly is: 'open'
  readonly about: PageAbout
  readonly steps: readonly EscalationStep[]
  readonly lastResort: Id<'person'>
  readonly lastResortAfterMs?: number
  /** What the steps of this round are counted from: the start, or the shift start at which they began again. */
  readonly countedFrom: Instant
  /** Index of the step to take next; past the last one only the last resort is left. */
  readonly nextStep: number
  /** Everybody told in this round. */
  readonly told: readonly Id<'person'>[]
  /** Who said that they cannot; not told again. */
  readonly declined: readonly Id<'person'>[]
  readonly lastResortTold: boolean
}

export type Page =
  | { readonly is: 'unknown' }
  | OpenPage
  | { readonly is: 'acknowledged'; readonly about: PageAbout; readonly by: Id<'person'> }
  | { readonly is: 'stopped'; readonly about: PageAbout }

export const pageStream = streamKind<Page, PageEvent>({
  category: 'page',
  initial: { is: 'unknown' },
  evolve: (page, event) => {
    if (event.type === 'routing.page-started.v1') return started(event.data)
    if (page.is === 'unknown') return page
    switch (event.type) {
      case 'routing.page-acknowledged.v1':
        return { is: 'acknowledged', about: page.about, by: event.data.by }
      case 'routing.page-stopped.v1':
        return { is: 'stopped', about: page.about }
      case 'routing.page-notified.v1':
        return page.is === 'open'
          ? { ...page, nextStep: event.data.step + 1, told: [...page.told, ...event.data.personIds] }
          : page
      case 'routing.page-declined.v1':
        return page.is === 'open' ? { ...page, declined: [...page.declined, event.data.by] } : page
      case 'routing.page-exhausted.v1':
        return page.is === 'open' ? exhausted(page, event.data.againAt) : page
      default:
        return passOver(page, event)
    }
  },
  about: (page, id) =>
    page.is === 'unknown'
      ? { subject: id }
      : { subject: page.about.requestId, ...(page.about.accountId !== undefined && { accountId: page.about.accountId }) },
  alarms: (page) => (page.is === 'open' ? alarmsOf(page) : []),
})

/** When the step is due, or, past the last step, the last resort; nothing where that has no time of its own. */
export function dueAt(page: OpenPage, step: number): Instant | undefined {
  const afterMs = step < page.steps.length ? page.steps[step]?.afterMs : page.lastResortAfterMs
  return afterMs === undefined ? undefined : plusMs(page.countedFrom, afterMs)
}

function alarmsOf(page: OpenPage): readonly Alarm[] {
  const at = page.lastResortTold ? undefined : dueAt(page, page.nextStep)
  return at === undefined ? [] : [{ at, what: page.nextStep < page.steps.length ? 'page-step' : 'page-last-resort' }]
}

function started(data: Extract<PageEvent, { readonly type: 'routing.page-started.v1' }>['data']): OpenPage {
  const { requestId, accountId, engagementId, steps, lastResort, lastResortAfterMs, at } = data
  return {
    is: 'open',
    about: {
      requestId,
      ...(accountId !== undefined && { accountId }),
      ...(engagementId !== undefined && { engagementId }),
    },
    steps,
    lastResort,
    ...(lastResortAfterMs !== undefined && { lastResortAfterMs }),
    countedFrom: at,
    nextStep: 0,
    told: [],
    declined: [],
    lastResortTold: false,
  }
}

function exhausted(page: OpenPage, againAt: Instant | undefined): OpenPage {
  return againAt === undefined
    ? { ...page, lastResortTold: true }
    : { ...page, countedFrom: againAt, nextStep: 0, told: [], lastResortTold: false }
}
