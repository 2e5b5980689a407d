import { streamKind } from '@spoc/platform-kernel'
import type { AccountDetails, AccountEvent, SpocArrangement } from './account.events.js'

export type AccountFacts =
  | { readonly is: 'unknown' }
  | (AccountDetails & {
      readonly is: 'registered'
      /** None: the triage desk is the SPOC. */
      readonly arrangement?: SpocArrangement
    })

/** The fold by which anybody may read an account. Events it does not know change nothing. */
export const accountFacts = streamKind<AccountFacts, AccountEvent>({
  category: 'account',
  initial: { is: 'unknown' },
  evolve: (account, event) => {
    switch (event.type) {
      case 'directory.account-registered.v1':
        return { is: 'registered', ...event.data }
      case 'directory.account-changed.v1':
        if (account.is === 'unknown') return account
        return {
          is: 'registered',
          ...event.data,
          ...(account.arrangement === undefined ? {} : { arrangement: account.arrangement }),
        }
      case 'directory.spoc-arranged.v1':
        return account.is === 'unknown' ? account : { ...account, arrangement: event.data.arrangement }
      default:
        return account
    }
  },
  about: (_, id) => ({ subject: id, accountId: id }),
})
