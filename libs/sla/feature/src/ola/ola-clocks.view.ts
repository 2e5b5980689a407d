import type { RecordedOf } from '@spoc/platform-kernel'
import { projector, type Into } from '@spoc/platform-runtime'
import { OLA_CLOCKS, olaFacts, type Ola, type OlaClockDocument, type OlaEvent } from '@spoc/sla-contracts'

const fold = (event: RecordedOf<OlaEvent>, into: Into<OlaClockDocument>) => {
  const _id = event.stream.slice('ola-'.length)
  into.put(_id, (found) => found && documentOf(_id, olaFacts.evolve(found, event)))
}

export const olaClocks = projector<OlaClockDocument, OlaEvent>({
  collection: OLA_CLOCKS,
  version: 2,
  on: {
    'sla.ola-started.v1': (event, into) => {
      const _id = event.data.engagementId
      into.put(_id, () => documentOf(_id, olaFacts.evolve(olaFacts.initial, event)))
    },
    'sla.ola-paused.v1': fold,
    'sla.ola-resumed.v1': fold,
    'sla.ola-warned.v1': fold,
    'sla.ola-breached.v1': fold,
    'sla.ola-breach-withdrawn.v1': fold,
    'sla.ola-met.v1': fold,
    'sla.ola-cancelled.v1': fold,
  },
})

/** By the same fold as the stream's, so that both tell the same. */
function documentOf(_id: string, clock: Ola): OlaClockDocument | undefined {
  if (clock.is === 'unknown') return undefined
  const { is, breach, met } = clock
  return {
    ...clock,
    _id,
    state: is === 'running' && breach !== undefined ? 'breached' : is,
    breachedAt: breach?.effectiveAt,
    metAt: met?.at,
    elapsedMs: met?.elapsedMs,
  }
}
