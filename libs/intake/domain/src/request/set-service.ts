import type { ServiceFacts } from '@spoc/directory-contracts'
import type { RequestEvent, RequestFacts } from '@spoc/intake-contracts'
import type { Decision, Id } from '@spoc/platform-kernel'
import { checkService } from './receive-request.js'
import { notWhile, unknownRequest } from './refusals.js'

/** Says which service instance it is about, or none. It tells the account as well, where that is not known yet. */
export function setService(
  request: RequestFacts,
  command: { readonly serviceInstanceId?: Id<'service'> },
  service?: ServiceFacts,
): Decision<RequestEvent> {
  if (request.is === 'unknown') return unknownRequest()
  if (request.phase.status === 'merged') return notWhile(request.phase, 'given a service')
  const { serviceInstanceId } = command
  if (request.serviceInstanceId === serviceInstanceId) return []
  if (serviceInstanceId === undefined) return [{ type: 'intake.service-set.v1', data: {} }]
  const refusal = checkService(request.accountId, service)
  if (refusal !== undefined) return refusal
  const set: RequestEvent = { type: 'intake.service-set.v1', data: { serviceInstanceId } }
  if (request.accountId !== undefined || service?.is !== 'installed' || service.accountId === undefined) return [set]
  const { accountId, contractId } = service
  return [{ type: 'intake.account-set.v1', data: { accountId, ...(contractId === undefined ? {} : { contractId }) } }, set]
}
