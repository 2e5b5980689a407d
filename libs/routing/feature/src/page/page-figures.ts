import { ageSeconds, type Figure } from '@spoc/platform-nest'
import type { Background } from '@spoc/platform-runtime'
import { ENGAGEMENTS, PAGES, type EngagementDocument, type PageDocument } from '@spoc/routing-contracts'

/** Of more open pages than this, the oldest are looked at. */
const LOOKED_AT = 1_000

const openPages = async ({ views }: Background) =>
  (await views.of<PageDocument>(PAGES).find({ filter: { state: 'open' }, sort: ['startedAt'], limit: LOOKED_AT })).items

/** Calls for help that nobody has answered. */
export const pageFigures: readonly Figure[] = [
  {
    name: 'spoc_unacknowledged_pages',
    help: 'Pages that nobody has acknowledged, by how far they have gone: to the first (no), to the next, to the manager of last resort.',
    labelNames: ['escalated'],
    read: async (background) => {
      const pages = (await openPages(background)).map(escalationOf)
      return ['no', 'next', 'last-resort'].map((escalated) => ({
        labels: { escalated },
        value: pages.filter((one) => one === escalated).length,
      }))
    },
  },
  {
    name: 'spoc_oldest_unacknowledged_page_seconds',
    help: 'Since when the oldest page waits to be acknowledged; 0 where none does.',
    read: async (background) => [{ value: ageSeconds(background, (await openPages(background))[0]?.startedAt) }],
  },
  {
    name: 'spoc_overdue_engagements',
    help: 'Engagements offered to a team that has not accepted in time.',
    read: async ({ views }) => [
      { value: await views.of<EngagementDocument>(ENGAGEMENTS).count({ state: 'offered', overdue: true }) },
    ],
  },
]

function escalationOf({ steps, lastResortToldAt }: PageDocument): 'no' | 'next' | 'last-resort' {
  if (lastResortToldAt !== undefined) return 'last-resort'
  return steps.length > 1 ? 'next' : 'no'
}
