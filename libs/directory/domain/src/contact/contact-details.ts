import type { AccountFacts, ContactDetails } from '@spoc/directory-contracts'
import { checkMailAddress, checkText, checkZone, keyOfPerson, personal, refuse, type Refusal } from '@spoc/platform-kernel'

/** A contact as it is told to us, in the clear. */
export interface ContactInput extends Omit<ContactDetails, 'name' | 'email' | 'phone'> {
  readonly name: string
  readonly email: string
  readonly phone?: string
}

/** What is known of the accounts a contact names. */
export type Accounts = ReadonlyMap<string, AccountFacts>

/** Refuses what cannot be a contact, naming the first field that is wrong. */
export function checkContact(input: ContactInput, accounts: Accounts): Refusal | undefined {
  return (
    checkText(input.name, 'name') ??
    checkMailAddress(input.email, 'email') ??
    (input.phone === undefined ? undefined : checkText(input.phone, 'phone', 40)) ??
    (input.zone === undefined ? undefined : checkZone(input.zone, 'zone')) ??
    checkAccounts(input, accounts)
  )
}

/** The details with the personal ones under the person's own key. */
export function contactDetails(contactId: string, input: ContactInput): ContactDetails {
  const key = keyOfPerson(contactId)
  const { phone, ...rest } = input
  return {
    ...rest,
    name: personal(input.name, key),
    email: personal(input.email, key),
    ...(phone === undefined ? {} : { phone: personal(phone, key) }),
  }
}

function checkAccounts({ accountIds, rightsAt }: ContactInput, accounts: Accounts): Refusal | undefined {
  if (accountIds.length === 0) return refuse('account-missing', 'A contact belongs to at least one account.', 'accountIds')
  const unknown = accountIds.findIndex((accountId) => accounts.get(accountId)?.is !== 'registered')
  if (unknown !== -1) return refuse('account-unknown', 'There is no such account.', `accountIds.${unknown}`)
  const stray = Object.keys(rightsAt ?? {}).find((accountId) => !accountIds.includes(accountId))
  return stray === undefined
    ? undefined
    : refuse('rights-elsewhere', 'Rights are given at an account the contact does not belong to.', `rightsAt.${stray}`)
}
