import type { AccountDetails, AccountEvent, AccountFacts } from '@spoc/directory-contracts'
import { refuse, type Decision } from '@spoc/platform-kernel'
import { sameFields } from '../same-fields.js'
import { checkAccount, NOT_DETAILS } from './account-details.js'

/** The same details again record nothing; other details are a change, and refused here. */
export function registerAccount(account: AccountFacts, details: AccountDetails): Decision<AccountEvent> {
  if (account.is === 'registered') {
    return sameFields(details, account, NOT_DETAILS)
      ? []
      : refuse('account-exists', 'There is such an account already; change it instead.')
  }
  return checkAccount(details) ?? [{ type: 'directory.account-registered.v1', data: details }]
}
