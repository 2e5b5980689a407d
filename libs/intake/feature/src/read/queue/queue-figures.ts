import { priorities, REQUESTS, type RequestDocument } from '@spoc/intake-contracts'
import { ageSeconds, type Figure } from '@spoc/platform-nest'
import type { Background } from '@spoc/platform-runtime'

const queue = ({ views }: Background) => views.of<RequestDocument>(REQUESTS)
/** Also of a request that has none, the path reads as null. */
const nobodys = { open: true, 'spoc.kind': null }

/** Who is waiting, and whether somebody is there for them. */
export const queueFigures: readonly Figure[] = [
  {
    name: 'spoc_open_requests',
    help: 'Requests that are neither resolved nor at an end, by priority.',
    labelNames: ['priority'],
    read: (background) =>
      Promise.all(
        priorities.map(async (priority) => ({
          labels: { priority },
          value: await queue(background).count({ open: true, priority }),
        })),
      ),
  },
  {
    name: 'spoc_requests_without_spoc',
    help: 'Open requests that have no single point of contact.',
    read: async (background) => [{ value: await queue(background).count(nobodys) }],
  },
  {
    name: 'spoc_oldest_request_without_spoc_seconds',
    help: 'Since when the oldest open request has no single point of contact; 0 where each has one.',
    read: async (background) => {
      const { items } = await queue(background).find({ filter: nobodys, sort: ['receivedAt'], limit: 1 })
      return [{ value: ageSeconds(background, items[0]?.receivedAt) }]
    },
  },
]
