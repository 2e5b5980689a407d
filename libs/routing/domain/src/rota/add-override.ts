import { parseInstant, refuse, type Decision, type Id, type Instant } from '@spoc/platform-kernel'
import type { Rota, RotaEvent, RotaFacts } from '@spoc/routing-contracts'
import { shiftHolding } from '../duty/swaps.js'

export interface AddOverride {
  readonly overrideId: Id<'override'>
  readonly personId: Id<'person'>
  readonly from: Instant
  readonly to: Instant
  /** A swap: whose shift it is, all or part of. */
  readonly insteadOf?: Id<'person'>
  readonly personExists: boolean
}

/** Puts a person on duty above all layers. A swap has to lie in one shift of the other person, and no two swaps overlap. */
export function addOverride({ rota }: RotaFacts, command: AddOverride): Decision<RotaEvent> {
  const { overrideId, personId, insteadOf } = command
  if (rota === undefined) return refuse('rota-unknown', 'There is no such rota.')
  if (rota.overrides.some((override) => override.overrideId === overrideId)) return []
  if (!command.personExists) return refuse('person-unknown', 'There is no such person.', 'personId')
  const from = parseInstant(command.from)
  if (from === undefined) return refuse('instant-invalid', 'An instant has a date, a time and an offset.', 'from')
  const to = parseInstant(command.to)
  if (to === undefined) return refuse('instant-invalid', 'An instant has a date, a time and an offset.', 'to')
  if (to <= from) return refuse('override-empty', 'It ends after it begins.', 'to')
  const added = { overrideId, personId, from, to }
  return insteadOf === undefined ? [{ type: 'routing.override-added.v1', data: added }] : addSwap(rota, { ...added, insteadOf })
}

function addSwap(
  rota: Rota,
  { insteadOf, ...added }: Omit<AddOverride, 'personExists'> & { readonly insteadOf: Id<'person'> },
): Decision<RotaEvent> {
  const { from, to, personId } = added
  if (insteadOf === personId) return refuse('swap-with-oneself', 'A swap is with somebody else.', 'insteadOf')
  if (rota.overrides.some((other) => other.swap !== undefined && other.from < to && from < other.to)) {
    return refuse('swap-overlaps', 'Another swap is agreed for part of this time.', 'from')
  }
  const shift = shiftHolding(rota, insteadOf, { from, to })
  return shift === undefined
    ? refuse('swap-not-on-duty', 'The other person has no shift that holds all of this time.', 'insteadOf')
    : [{ type: 'routing.override-added.v1', data: { ...added, swap: { insteadOf, shift } } }]
}
