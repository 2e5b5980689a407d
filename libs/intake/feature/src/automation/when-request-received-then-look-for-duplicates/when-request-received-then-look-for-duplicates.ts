import { accountFacts } from '@spoc/directory-contracts'
import { requestFacts, type Request, type RequestEvent } from '@spoc/intake-contracts'
import { decideDuplicate, linkRequests, requestStream, suggestDuplicate, type Comparable } from '@spoc/intake-domain'
import { isRefusal, reveal, type Decision, type Given, type Id, type Recorded } from '@spoc/platform-kernel'
import { reaction, type AnyReaction, type FactsReader } from '@spoc/platform-runtime'
import { dependenciesOf, type LikelyDuplicates } from './likely-duplicates.js'

/**
 * A request that looks like another of the same account is pointed out, or linked by itself where the account wishes so: one decision for
 * all channels. It is taken when the account is known, and never twice for a pair.
 */
export function whenRequestReceivedThenLookForDuplicates(likely: LikelyDuplicates): AnyReaction {
  const look = (event: Recorded) => [
    {
      id: event.metadata.subject,
      decide: (request: Request | { readonly is: 'unknown' }, given: Given, facts: FactsReader) =>
        request.is === 'unknown' ? [] : lookForDuplicate(request, event, given, facts, likely),
    },
  ]
  return reaction<RequestEvent>()({
    name: 'when-request-received-then-look-for-duplicates',
    into: requestStream,
    on: {
      'intake.request-received.v1': (event) => (event.data.accountId === undefined ? [] : look(event)),
      'intake.account-set.v1': look,
    },
  })
}

async function lookForDuplicate(
  request: Request,
  { metadata: { subject: requestId }, position }: Recorded,
  given: Given,
  facts: FactsReader,
  likely: LikelyDuplicates,
): Promise<Decision<RequestEvent>> {
  const { accountId, status } = request
  if (accountId === undefined || status === 'merged') return []
  const title = reveal(request.title, '')
  const alertGroupKey = request.alert?.groupKey
  const alike = { requestId, accountId, title, ...(alertGroupKey === undefined ? {} : { alertGroupKey }) }
  const candidates = await likely.of(alike, request.receivedAt, position)
  if (candidates.length === 0) return []
  const dependencies = new Map<string | undefined, Comparable['dependsOn']>()
  const dependsOn = async (service: string | undefined): Promise<Comparable['dependsOn']> => {
    const found = dependencies.get(service) ?? (await dependenciesOf(service, facts))
    dependencies.set(service, found)
    return found
  }
  const comparable = async (id: Id<'request'>, known: Request, description = ''): Promise<Comparable> => ({
    requestId: id,
    ...(known.accountId === undefined ? {} : { accountId: known.accountId }),
    ...(known.serviceInstanceId === undefined ? {} : { serviceInstanceId: known.serviceInstanceId }),
    dependsOn: await dependsOn(known.serviceInstanceId),
    title: reveal(known.title, ''),
    description,
    ...(known.alert === undefined ? {} : { alertGroupKey: known.alert.groupKey }),
    occurredAt: known.occurredAt,
  })
  const others = new Map<string, Request>()
  for (const id of candidates) {
    const other = await facts.of(requestFacts, id)
    if (other.is === 'received' && other.status !== 'merged') others.set(id, other)
  }
  const account = await facts.of(accountFacts, accountId)
  const descriptions = await likely.descriptionsOf([requestId, ...others.keys()])
  const compared: Comparable[] = []
  for (const [id, other] of others) compared.push(await comparable(id, other, descriptions.get(id)))
  const found = decideDuplicate(
    await comparable(requestId, request, descriptions.get(requestId)),
    compared,
    account.is === 'unknown' ? 'suggest' : account.duplicates,
  )
  const other = found && others.get(found.of)
  if (found === undefined || other === undefined) return []
  const { of, score, reasons } = found
  const decision =
    found.then === 'link'
      ? linkRequests(request, { requestId, to: of, relation: 'duplicates', score, reasons }, other, given)
      : suggestDuplicate(request, { requestId, of, score, reasons }, other)
  return isRefusal(decision) ? [] : decision
}
