import { createHash } from 'node:crypto'
import type { CollectionKind } from '@spoc/platform-ports'

/** That somebody at the identity provider is a person of ours. `_id` is {@link subjectId}. Never in the log, as passwords are not. */
export interface SubjectDocument {
  readonly _id: string
  readonly issuer: string
  readonly personId: string
}

export const SUBJECTS: CollectionKind = {
  name: 'identity_subjects',
  indexes: [{ fields: ['personId'], unique: true }],
  holds: 'state',
}

/** SHA-256 of the issuer and what it calls somebody by: `iss` and `sub` together are somebody's for ever (OpenID Connect Core §5.7). */
export function subjectId(issuer: string, subject: string): string {
  return createHash('sha256')
    .update(JSON.stringify([issuer, subject]))
    .digest('hex')
}
