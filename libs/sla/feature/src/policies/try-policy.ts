import type { Decision, Given } from '@spoc/platform-kernel'
import { FactsReader } from '@spoc/platform-runtime'
import type { PolicyEvent } from '@spoc/sla-contracts'
import { calendarsNeeded, calendarStream, policyStream, retargetClocks, type Policy } from '@spoc/sla-domain'
import { calendarsAt } from '../calendars/calendars-at.js'
import { clocksThatWouldMove, type Reckon } from '../definitions/clocks-that-would-move.js'
import type { DryRun } from '../definitions/dry-run.dto.js'
import { noClocks, orThrow, type Reading, type Trial } from '../definitions/trial.js'

/** What defining the policy would change, and which clocks a reckoning because of it would move: from their start, by the calendars they have. */
export async function tryPolicy(
  reading: Reading,
  id: string,
  decide: (policy: Policy, facts: FactsReader) => Promise<Decision<PolicyEvent>>,
  page: Pick<DryRun, 'limit' | 'cursor'>,
  { now }: Pick<Given, 'now'>,
): Promise<Trial> {
  const { streams } = reading
  const { state: before } = await streams.load(policyStream, id)
  const events = orThrow(await decide(before, new FactsReader(streams)))
  const policy = events.reduce(policyStream.evolve, before)
  if (policy.is === 'unknown') throw new Error(`Policy ${id} is neither there nor defined.`)
  const [event] = events
  const trial = { dryRun: true, id, changes: event !== undefined, revision: policy.revisions.length } as const
  if (event === undefined || before.is === 'unknown') return { ...trial, clocks: noClocks }

  const reckon: Reckon = async (state) => {
    if (state.started === undefined) return []
    const read = async (calendarId: string) => (await streams.load(calendarStream, calendarId)).state
    const calendars = await calendarsAt(calendarsNeeded(state, policy), now, read)
    const change = { at: now, because: 'policy-changed', terms: state.started.terms } as const
    return retargetClocks(state, change, { policy, calendars }, { now })
  }
  const clocks = await clocksThatWouldMove(reading, { field: 'policyId', id }, reckon, page)
  return { ...trial, ...(event.data.appliesFrom && { appliesFrom: event.data.appliesFrom }), clocks }
}
