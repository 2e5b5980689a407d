import {
  contractFacts,
  CONTRACTS,
  isInForce,
  policyFor,
  serviceFacts,
  type ContractDocument,
  type ContractFacts,
  type ServiceDetails,
} from '@spoc/directory-contracts'
import type { Request } from '@spoc/intake-contracts'
import type { Instant, Position } from '@spoc/platform-kernel'
import type { FactsReader, Views } from '@spoc/platform-runtime'
import type { RequestTerms, SlaOfRequest } from '@spoc/sla-contracts'
import {
  asRevised,
  calendarsNeeded,
  calendarStream,
  policyAt,
  policyStream,
  type Policy,
  type PromisedBy,
} from '@spoc/sla-domain'
import { calendarsAt } from '../calendars/calendars-at.js'

/** What was promised for a request, and what of the request it was chosen by. */
export interface PromiseFor extends PromisedBy {
  readonly terms: RequestTerms
}

/** The class of a request that names no service instance: only rows for any class apply to it. */
const NO_CLASS = '*'
const MOST_CONTRACTS = 100

type Signed = Extract<ContractFacts, { readonly is: 'signed' }>

/**
 * By the contract in force when the request was received: the one the request names, else that of its service, else the account's. Nothing
 * where there is none, or its policy is not defined. Policy and calendars are taken in the revision that applied when the request was received
 * (the policy not in an earlier one than it was reckoned with by command), or at `asOf`. `position`: what was written by then is taken into account.
 */
export async function promiseFor(
  request: Request,
  state: SlaOfRequest,
  facts: FactsReader,
  views: Views,
  position: Position,
  asOf?: Instant,
): Promise<PromiseFor | undefined> {
  const { serviceInstanceId, priority, kind } = request
  const found = serviceInstanceId === undefined ? serviceFacts.initial : await facts.of(serviceFacts, serviceInstanceId)
  const service = found.is !== 'unknown' && isOf(request, found) ? found : undefined
  const named = [request.contractId, service?.contractId]
  const contract =
    (await firstInForce(named, request, facts)) ??
    (await firstInForce(await candidates(request, views, position), request, facts))
  if (contract === undefined) return undefined
  const defined = await facts.of(policyStream, policyFor(contract, service?.class))
  const policy = asOf === undefined ? reachedBy(state, policyAt(defined, request.receivedAt)) : policyAt(defined, asOf)
  if (policy.is === 'unknown') return undefined
  const terms = { serviceClass: service?.class ?? NO_CLASS, priority, kind }
  const calendars = await calendarsAt(calendarsNeeded(state, policy), asOf ?? request.receivedAt, (id) =>
    facts.of(calendarStream, id),
  )
  return { policy, calendars, terms }
}

/** What a reckoning has taken the request over to is not taken back by the next change of its priority. */
function reachedBy({ started }: SlaOfRequest, policy: Policy): Policy {
  if (policy.is === 'unknown' || started?.policyId !== policy.policyId || started.policyRevision <= policy.revision) return policy
  const reached = policy.revisions.find(({ revision }) => revision === started.policyRevision)
  return reached === undefined ? policy : asRevised(policy, reached)
}

/** A service that stayed behind with another account promises nothing here. */
function isOf({ accountId }: Request, service: ServiceDetails): boolean {
  return service.accountId === undefined || service.accountId === accountId
}

async function firstInForce(
  ids: readonly (string | undefined)[],
  { accountId, receivedAt }: Request,
  facts: FactsReader,
): Promise<Signed | undefined> {
  for (const id of ids) {
    if (id === undefined) continue
    const contract = await facts.of(contractFacts, id)
    if (contract.is === 'signed' && contract.accountId === accountId && isInForce(contract, receivedAt)) return contract
  }
  return undefined
}

/** Newest first; read from a view that is as new as the request, since a contract signed just before it counts. */
async function candidates({ accountId }: Request, views: Views, position: Position): Promise<readonly string[]> {
  await views.waitFor([CONTRACTS], position)
  const found = await views
    .of<ContractDocument>(CONTRACTS)
    .find({ filter: { accountId }, sort: ['accountId', 'from'], limit: MOST_CONTRACTS })
  return found.items.map(({ _id }) => _id).reverse()
}
