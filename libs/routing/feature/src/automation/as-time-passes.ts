import { timed } from '@spoc/platform-runtime'
import { engagementStream, firePage, missAcceptance, pageStream } from '@spoc/routing-domain'
import { pageGrounds } from '../page/roster.js'

/** The streams by which a page or an engagement may have been settled already, though the bus has not told. */
const settledBy = (requestId: string, others: Readonly<Record<'engagement' | 'page', string | undefined>>): readonly string[] => [
  `request-${requestId}`,
  `routing-${requestId}`,
  ...Object.entries(others).flatMap(([category, id]) => (id === undefined ? [] : [`${category}-${id}`])),
]

export const asTimePassesTakeTheStepsOfAPage = timed({
  kind: pageStream,
  catchUpOn: (page) =>
    page.is === 'unknown' ? [] : settledBy(page.about.requestId, { engagement: page.about.engagementId, page: undefined }),
  fire: async (page, { now }, facts) => (page.is === 'open' ? firePage(page, await pageGrounds(page.steps, now, facts)) : []),
})

export const asTimePassesMissTheAcceptanceOfAnEngagement = timed({
  kind: engagementStream,
  catchUpOn: (engagement) =>
    engagement.is === 'unknown'
      ? []
      : settledBy(engagement.terms.requestId, { engagement: undefined, page: engagement.terms.pageId }),
  fire: (engagement, { now }) => missAcceptance(engagement, now),
})
