import { refuse, streamKind, type Decision } from '@spoc/platform-kernel'
import {
  foldAccess,
  foldProof,
  type AccessEvent,
  type AccessFacts,
  type ProofEvent,
  type ProofFacts,
} from '@spoc/audit-contracts'

/** One bundle that was handed out. */
export const proofStream = streamKind<ProofFacts, ProofEvent>({
  category: 'proof',
  initial: { is: 'unknown' },
  evolve: foldProof,
  about: (proof, id) => ({ subject: proof.is === 'exported' ? proof.subject : id }),
})

/** Everything looked at of one subject. */
export const accessStream = streamKind<AccessFacts, AccessEvent>({
  category: 'access',
  initial: { accesses: 0 },
  evolve: foldAccess,
  about: (access, id) => ({ subject: access.last?.subject ?? id }),
})

/** Puts on record what a bundle holds, so that it can be told from a forged one later. */
export function exportBundle(proof: ProofFacts, bundle: ProofEvent['data']): Decision<ProofEvent> {
  if (proof.is === 'unknown') return [{ type: 'audit.bundle-exported.v1', data: bundle }]
  return proof.root === bundle.root && proof.events === bundle.events
    ? []
    : refuse('bundle-exported', 'This bundle is on record already, with other content.')
}

/** Looking twice is looking twice: every access is a fact of its own. */
export function recordAccess(_: AccessFacts, access: AccessEvent['data']): Decision<AccessEvent> {
  return [{ type: 'audit.access-recorded.v1', data: access }]
}
