import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import { accountFacts, contactFacts, serviceFacts, type ServiceFacts } from '@spoc/directory-contracts'
import { requestFacts, type Identification, type LinkRelation, type RequestEvent } from '@spoc/intake-contracts'
import { defaultMatrix, keyOfWriter, receiveRequest, requestStream, type RequestDraft } from '@spoc/intake-domain'
import { isRefusal, refuse, type Changed, type Decision, type Given, type Id, type Refusal } from '@spoc/platform-kernel'
import { Streams, type FactsReader } from '@spoc/platform-runtime'
import { WrittenTexts } from '../../written-texts.js'
import { ContractsInForce } from './contracts-in-force.js'
import { RequestNumbers } from './request-numbers.js'

/** What came in by some channel, and whose it is as far as the channel can tell. */
export interface Brought {
  readonly requestId: Id<'request'>
  /** A description of any length. */
  readonly draft: Omit<RequestDraft, 'description'> & { readonly description?: string }
  readonly accountId?: Id<'account'>
  readonly contactId?: Id<'contact'>
  readonly identifiedBy: Identification
  /** Another request it hangs together with, recorded in the same append. */
  readonly link?: { readonly to: Id<'request'>; readonly relation: LinkRelation; readonly reasons: readonly string[] }
}

export interface Received extends Changed {
  readonly id: Id<'request'>
  readonly number: string
}

/** The one command in which all channels end. The same request id again changes nothing and answers as before. */
export class ReceiveRequest extends Command<Received> {
  constructor(
    readonly brought: Brought,
    readonly given: Given,
  ) {
    super()
  }
}

/** Refused: `account-unknown`, `contact-unknown`, `service-unknown` and fields that do not fit, each with its field. */
@CommandHandler(ReceiveRequest)
export class ReceiveRequestHandler implements ICommandHandler<ReceiveRequest> {
  constructor(
    private readonly streams: Streams,
    private readonly numbers: RequestNumbers,
    private readonly contracts: ContractsInForce,
    private readonly texts: WrittenTexts,
  ) {}

  async execute({ brought, given }: ReceiveRequest): Promise<Received> {
    const { requestId } = brought
    const draft = await this.draftOf(brought, given)
    const changed = await this.streams.change(requestStream, requestId, given, (request, facts) =>
      request.is === 'received' ? [] : this.decide({ ...brought, draft }, given, facts),
    )
    const { state } = await this.streams.loadThrough(requestStream, requestId, changed.revision)
    if (state.is === 'unknown') throw new Error(`request-${requestId} was received, and is not there.`)
    return { ...changed, id: requestId, number: state.number }
  }

  private async decide(
    { requestId, draft, contactId, link, ...brought }: Omit<Brought, 'draft'> & { readonly draft: RequestDraft },
    given: Given,
    facts: FactsReader,
  ): Promise<Decision<RequestEvent>> {
    const service = draft.serviceInstanceId === undefined ? undefined : await facts.of(serviceFacts, draft.serviceInstanceId)
    const { accountId, identifiedBy } = whose(brought, service)
    const refusal = await unknownParty(accountId, contactId, facts)
    if (isRefusal(refusal)) return refusal
    const contract = await this.contracts.of(accountId, service, given.now, facts)
    const identity = {
      ...(accountId === undefined ? {} : { accountId }),
      ...(contactId === undefined ? {} : { contactId }),
      ...(contract === undefined ? {} : { contractId: contract.contractId }),
      identifiedBy,
    }
    const received = receiveRequest(
      { is: 'unknown' },
      { requestId, number: await this.numbers.next(), draft, identity },
      { matrix: contract?.terms.matrix ?? defaultMatrix, ...(service === undefined ? {} : { service }) },
      given,
    )
    return isRefusal(received) ? received : [...received, ...(await linked(link, facts))]
  }

  private async draftOf({ requestId, draft }: Brought, given: Given): Promise<RequestDraft> {
    const { description, ...rest } = draft
    return description === undefined
      ? rest
      : { ...rest, description: await this.texts.keep(description, keyOfWriter(requestId, given)) }
  }
}

/** Whoever has no part in the other request gets none by this: links between accounts are shown to staff only. */
async function linked(link: Brought['link'], facts: FactsReader): Promise<readonly RequestEvent[]> {
  return link === undefined || (await facts.of(requestFacts, link.to)).is === 'unknown'
    ? []
    : [{ type: 'intake.requests-linked.v1', data: link }]
}

/** Where the channel cannot tell whose it is, the service instance it names can. */
function whose(
  { accountId, identifiedBy }: Pick<Brought, 'accountId' | 'identifiedBy'>,
  service: ServiceFacts | undefined,
): Pick<Brought, 'accountId' | 'identifiedBy'> {
  return accountId === undefined && service?.is === 'installed' && service.accountId !== undefined
    ? {
        accountId: service.accountId,
        identifiedBy: { how: 'service', reason: `${service.circuitId} is the account’s.` },
      }
    : { ...(accountId === undefined ? {} : { accountId }), identifiedBy }
}

async function unknownParty(
  accountId: string | undefined,
  contactId: string | undefined,
  facts: FactsReader,
): Promise<Refusal | undefined> {
  if (accountId !== undefined && (await facts.of(accountFacts, accountId)).is === 'unknown') return unknownAccount()
  if (contactId === undefined) return undefined
  const contact = await facts.of(contactFacts, contactId)
  return contact.is !== 'registered' || (accountId !== undefined && !contact.accountIds.includes(accountId))
    ? refuse('contact-unknown', 'The account has no such contact.', 'contactId')
    : undefined
}

/** An account that there is not, and one that the caller may not see: told apart by nobody. */
export function unknownAccount(): Refusal {
  return refuse('account-unknown', 'There is no such account.', 'accountId')
}
