import type { Identification } from '@spoc/intake-contracts'
import { refuse, type Id, type Refusal } from '@spoc/platform-kernel'
import { maySee, type Principal } from '@spoc/platform-nest'
import { unknownAccount } from './receive-request.js'

interface Named {
  readonly accountId?: string
  readonly contactId?: string
  readonly onBehalfOf?: string
}

export interface IdentifiedCaller {
  readonly accountId?: Id<'account'>
  readonly contactId?: Id<'contact'>
  readonly identifiedBy: Identification
}

/** Whose a request is that somebody who is signed in brings. A client brings its own; staff bring anybody's, or nobody's yet. */
export function identifyCaller(principal: Principal, named: Named): IdentifiedCaller | Refusal {
  const accountId = named.accountId ?? onlyAccountOf(principal)
  const contactId = named.contactId ?? named.onBehalfOf ?? principal.contactId
  const contact = contactId === undefined ? {} : { contactId }
  if (accountId === undefined) {
    return principal.accounts === 'all'
      ? { ...contact, identifiedBy: { how: 'unknown', reason: 'Whoever wrote it down did not say whose it is.' } }
      : refuse('field-missing', 'You have several accounts: say which one it is about.', 'accountId')
  }
  if (!maySee(principal, accountId)) return unknownAccount()
  return { ...contact, accountId, identifiedBy: howKnown(principal) }
}

function onlyAccountOf({ accounts }: Principal): string | undefined {
  return accounts !== 'all' && accounts.length === 1 ? accounts[0] : undefined
}

function howKnown({ kind, accounts }: Principal): Identification {
  if (accounts === 'all') return { how: 'chosen', reason: 'Whoever wrote it down chose the account.' }
  return kind === 'integration'
    ? { how: 'integration', reason: 'The system that sent it speaks for the account.' }
    : { how: 'caller', reason: 'Whoever sent it was signed in for the account.' }
}
