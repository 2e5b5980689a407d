import { eventContract, type Fact, type StreamKind } from '@spoc/platform-kernel'
import type { AccessEvent, AuditEvent, ProofEvent } from './audit.events.js'

/** What audit publishes, on topic `spoc.audit.v1`. */
export const auditContract = eventContract<AuditEvent>({
  context: 'audit',
  categories: ['proof', 'access'],
  types: { 'audit.bundle-exported.v1': true, 'audit.access-recorded.v1': true },
})

export type ProofFacts = { readonly is: 'unknown' } | ({ readonly is: 'exported' } & ProofEvent['data'])

/** Passes over events of types not known here. */
export function foldProof(proof: ProofFacts, fact: Fact): ProofFacts {
  return isBundleExported(fact) ? { is: 'exported', ...fact.data } : proof
}

/** The tolerant fold by which anybody may read what bundle was handed out. */
export const proofFacts: Pick<StreamKind<ProofFacts, ProofEvent>, 'category' | 'initial' | 'evolve'> = {
  category: 'proof',
  initial: { is: 'unknown' },
  evolve: foldProof,
}

export interface AccessFacts {
  /** How often the subject was looked at. */
  readonly accesses: number
  readonly last?: AccessEvent['data']
}

/** Passes over events of types not known here. */
export function foldAccess(access: AccessFacts, fact: Fact): AccessFacts {
  return isAccessRecorded(fact) ? { accesses: access.accesses + 1, last: fact.data } : access
}

/** The tolerant fold by which anybody may read how often a subject was looked at. */
export const accessFacts: Pick<StreamKind<AccessFacts, AccessEvent>, 'category' | 'initial' | 'evolve'> = {
  category: 'access',
  initial: { accesses: 0 },
  evolve: foldAccess,
}

function isBundleExported(fact: Fact): fact is ProofEvent {
  return fact.type === 'audit.bundle-exported.v1'
}

function isAccessRecorded(fact: Fact): fact is AccessEvent {
  return fact.type === 'audit.access-recorded.v1'
}
