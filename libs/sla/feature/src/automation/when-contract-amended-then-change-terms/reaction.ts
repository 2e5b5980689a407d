import type { ContractEvent } from '@spoc/directory-contracts'
import { reaction, type AnyReaction, type Background, type Views } from '@spoc/platform-runtime'
import { CLOCKS, type ClockDocument } from '@spoc/sla-contracts'
import { slaStream } from '@spoc/sla-domain'
import { termsReader } from '../../terms/read-terms.js'
import { settleTerms } from '../../terms/settle-terms.js'

const PAGE = 500

/**
 * A contract names other policies from now on: open clocks of its account go over to them, from their original start. A policy that was only
 * redefined rewrites nothing unasked.
 */
export function followAmendments(background: Background): AnyReaction {
  const readTerms = termsReader(background)
  const { views } = background
  return reaction<ContractEvent>()({
    name: 'when-contract-amended-then-change-terms',
    into: slaStream,
    on: {
      'directory.contract-amended.v1': async ({ data, metadata, position }) => {
        await views.waitFor([CLOCKS], position)
        return (await requestsAtWork(views, data.accountId)).map((id) => ({
          id,
          decide: async (state, { now }, facts) => {
            if (state.started === undefined) return []
            const known = await readTerms(id, state, { at: metadata.occurredAt, position }, now, facts)
            if (known === undefined) return []
            const policy = known.promise?.policy
            if (policy?.is === 'defined' && policy.policyId === state.started.policyId) return []
            return settleTerms(state, known, 'contract-changed')
          },
        }))
      },
    },
  })
}

/** Requests of the account with a clock that still counts. */
async function requestsAtWork(views: Views, accountId: string): Promise<readonly string[]> {
  const view = views.of<ClockDocument>(CLOCKS)
  const requests = new Set<string>()
  let cursor: string | undefined
  do {
    const query = {
      filter: { accountId, state: { $in: ['running', 'paused', 'breached'] } },
      sort: ['accountId', 'dueAt'],
      limit: PAGE,
    }
    const { items, next } = await view.find(cursor === undefined ? query : { ...query, cursor })
    for (const { requestId } of items) requests.add(requestId)
    cursor = next
  } while (cursor !== undefined)
  return [...requests]
}
