import { instantOf } from '@spoc/platform-kernel'
import type { Figure } from '@spoc/platform-nest'
import { QUARANTINE, quarantineKinds, type QuarantineDocument } from './quarantine.js'

const DAY_MS = 24 * 60 * 60_000

/** Mail that was taken and opened nothing. */
export const quarantineFigures: readonly Figure[] = [
  {
    name: 'spoc_quarantined_mails',
    help: 'Mails of the last 24 hours that opened nothing and moved nothing, by why. What was refused or cannot be read may be a client’s.',
    labelNames: ['kind'],
    read: async ({ engines: { clock, documents } }) => {
      const since = instantOf(Date.parse(clock.now()) - DAY_MS)
      const kept = await documents.collection<QuarantineDocument>(QUARANTINE)
      return Promise.all(
        quarantineKinds.map(async (kind) => ({ labels: { kind }, value: await kept.count({ kind, at: { $gte: since } }) })),
      )
    },
  },
]
