import type { AccountFacts, ContactFacts, ContractFacts, ServiceFacts } from '@spoc/directory-contracts'
import type { RequestEvent, RequestFacts } from '@spoc/intake-contracts'
import { refuse, type Decision, type Id, type Refusal } from '@spoc/platform-kernel'
import { notWhile, unknownRequest } from './refusals.js'

export interface SetAccount {
  readonly accountId: Id<'account'>
  readonly contactId?: Id<'contact'>
  readonly contractId?: Id<'contract'>
}

/** What the directory knows of those the command names, and of the request's own service instance. */
export interface AccountSurroundings {
  readonly account: AccountFacts
  readonly contact?: ContactFacts
  readonly contract?: ContractFacts
  readonly service?: ServiceFacts
}

/** Says whose request it is. A service instance of another account does not come along. */
export function setAccount(request: RequestFacts, command: SetAccount, known: AccountSurroundings): Decision<RequestEvent> {
  if (request.is === 'unknown') return unknownRequest()
  if (request.phase.status === 'merged') return notWhile(request.phase, 'given to an account')
  const { accountId, contactId, contractId } = command
  const refusal = checkSurroundings(command, known)
  if (refusal !== undefined) return refusal
  if (request.accountId === accountId && request.contactId === contactId && request.contractId === contractId) return []
  const set: RequestEvent = {
    type: 'intake.account-set.v1',
    data: {
      accountId,
      ...(contactId === undefined ? {} : { contactId }),
      ...(contractId === undefined ? {} : { contractId }),
    },
  }
  const staysBehind =
    request.serviceInstanceId !== undefined && (known.service?.is === 'unknown' || known.service?.accountId !== accountId)
  return staysBehind ? [set, { type: 'intake.service-set.v1', data: {} }] : [set]
}

function checkSurroundings(command: SetAccount, { account, contact, contract }: AccountSurroundings): Refusal | undefined {
  if (account.is === 'unknown') return refuse('account-unknown', 'There is no such account.', 'accountId')
  if (command.contactId !== undefined && (contact?.is !== 'registered' || !contact.accountIds.includes(command.accountId))) {
    return refuse('contact-unknown', 'The account has no such contact.', 'contactId')
  }
  return command.contractId !== undefined && (contract?.is !== 'signed' || contract.accountId !== command.accountId)
    ? refuse('contract-unknown', 'The account has no such contract.', 'contractId')
    : undefined
}
