import type { AccountDetails, AccountEvent, AccountFacts } from '@spoc/directory-contracts'
import { refuse, type Decision } from '@spoc/platform-kernel'
import { sameFields } from '../same-fields.js'
import { checkAccount, NOT_DETAILS } from './account-details.js'

/** `details` are the whole of what is told about the account from now on. */
export function changeAccount(account: AccountFacts, details: AccountDetails): Decision<AccountEvent> {
  if (account.is === 'unknown') return refuse('account-unknown', 'There is no such account.')
  const refusal = checkAccount(details)
  if (refusal !== undefined) return refusal
  return sameFields(details, account, NOT_DETAILS) ? [] : [{ type: 'directory.account-changed.v1', data: details }]
}
