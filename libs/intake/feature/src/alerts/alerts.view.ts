import type { RequestEvent } from '@spoc/intake-contracts'
import type { Instant } from '@spoc/platform-kernel'
import { projector } from '@spoc/platform-runtime'

/** Which requests an alert has opened: where to look for the one that is still open. */
export interface AlertDocument {
  readonly _id: string
  readonly integrationId: string
  readonly fingerprint: string
  readonly receivedAt: Instant
}

export const ALERTS = {
  name: 'intake_alerts',
  indexes: [{ fields: ['integrationId', 'fingerprint', 'receivedAt'] }],
  holds: 'view',
} as const

export const alerts = projector<AlertDocument, RequestEvent>({
  collection: ALERTS,
  version: 1,
  on: {
    'intake.request-received.v1': ({ metadata: { subject }, data: { alert, receivedAt } }, into) => {
      if (alert === undefined) return
      const { integrationId, fingerprint } = alert
      into.put(subject, () => ({ _id: subject, integrationId, fingerprint, receivedAt }))
    },
  },
})
