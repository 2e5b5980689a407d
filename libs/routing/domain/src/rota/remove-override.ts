import { refuse, type Decision, type Id } from '@spoc/platform-kernel'
import type { RotaEvent, RotaFacts } from '@spoc/routing-contracts'

/** Back to the layers. One that is not there any more stays away. */
export function removeOverride({ rota }: RotaFacts, overrideId: Id<'override'>): Decision<RotaEvent> {
  if (rota === undefined) return refuse('rota-unknown', 'There is no such rota.')
  return rota.overrides.some((override) => override.overrideId === overrideId)
    ? [{ type: 'routing.override-removed.v1', data: { overrideId } }]
    : []
}
