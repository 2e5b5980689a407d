import { eventContract, type Fact } from '@spoc/platform-kernel'
import type { AccessEvent, AuditEvent, ProofEvent } from './audit.events.js'

/** What audit publishes, on topic `spoc.audit.v1`. */
export const auditContract = eventContract<AuditEvent>({
  context: 'audit',
  categories: ['proof', 'access'],
  types: { 'audit.bundle-exported.v1': true, 'audit.access-recorded.v1': true },
})

export type ProofFacts = { readonly is: 'unknown' } | ({ readonly is: 'exported' } & ProofEvent['data'])

/** The bundle a `proof-` stream tells of; events of types not known here are passed over. */
export function proofFacts(facts: readonly Fact[]): ProofFacts {
  return facts.reduce<ProofFacts>(foldProof, { is: 'unknown' })
}

/** One step of {@link proofFacts}. */
export function foldProof(proof: ProofFacts, fact: Fact): ProofFacts {
  return isBundleExported(fact) ? { is: 'exported', ...fact.data } : proof
}

export interface AccessFacts {
  /** How often the subject was looked at. */
  readonly accesses: number
  readonly last?: AccessEvent['data']
}

/** How often the subject of an `access-` stream was looked at; events of types not known here are passed over. */
export function accessFacts(facts: readonly Fact[]): AccessFacts {
  return facts.reduce<AccessFacts>(foldAccess, { accesses: 0 })
}

/** One step of {@link accessFacts}. */
export function foldAccess(access: AccessFacts, fact: Fact): AccessFacts {
  return isAccessRecorded(fact) ? { accesses: access.accesses + 1, last: fact.data } : access
}

function isBundleExported(fact: Fact): fact is ProofEvent {
  return fact.type === 'audit.bundle-exported.v1'
}

function isAccessRecorded(fact: Fact): fact is AccessEvent {
  return fact.type === 'audit.access-recorded.v1'
}
