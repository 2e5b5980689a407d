import { contractFacts, CONTRACTS, isInForce, type ContractDocument } from '@spoc/directory-contracts'
import type { ServiceFoundations } from '@spoc/platform-nest'
import { Signatures } from '@spoc/platform-nest'
import { SealedBlobs, type AnyReaction, type AnyTimed, type Background } from '@spoc/platform-runtime'
import { whenAClientMayKnowThenCallWebhooks } from './automation/when-a-client-may-know-then-call-webhooks.js'
import { whenAClockCallsThenTellTheSpoc } from './automation/when-a-clock-calls-then-tell-the-spoc.js'
import { whenATeamIsAskedOrARequestEscalatedThenTellThem } from './automation/when-a-team-is-asked-or-a-request-escalated-then-tell-them.js'
import { whenAWorkIsAnnouncedThenSendItsNotice } from './automation/when-a-work-is-announced-then-send-its-notice.js'
import { whenSomebodyIsPagedThenTellThem } from './automation/when-somebody-is-paged-then-tell-them.js'
import { whenSomethingIsToldThenWriteToTheClient } from './automation/when-something-is-told-then-write-to-the-client.js'
import { whenSpocAndClocksAreThereThenAcknowledge } from './automation/when-spoc-and-clocks-are-there-then-acknowledge.js'
import { deliver } from './delivery/deliver.js'
import type { PostOffice } from './letters/post.js'
import { AccountContacts } from './recipients/account-contacts.js'
import { Endpoints } from './webhooks/endpoints.js'

/** What notification does without being asked, with what it takes. */
export function notificationAutomations(
  background: Background,
  { config, secrets }: ServiceFoundations,
): { readonly reactions: readonly AnyReaction[]; readonly timed: readonly AnyTimed[] } {
  const { streams, views, engines } = background
  const signatures = new Signatures(secrets)
  const office: PostOffice = {
    mailDomain: config.mailDomain,
    publicUrl: config.publicUrl,
    sign: (purpose, text) => signatures.sign(purpose, text),
  }
  const sealed = new SealedBlobs(engines.blobs, engines.keys)
  const longTexts = async (sha256: string) => {
    const bytes = await sealed.get(sha256)
    return bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8')
  }
  const endpoints = new Endpoints(engines.documents, secrets)
  const promises = async (accountId: string) => {
    const candidates = await views
      .of<ContractDocument>(CONTRACTS)
      .find({ filter: { accountId }, sort: ['accountId', 'from'], limit: 50 })
    for (const { _id } of candidates.items) {
      const { state: contract } = await streams.load(contractFacts, _id)
      if (isInForce(contract, engines.clock.now())) return true
    }
    return false
  }
  return {
    reactions: [
      whenSpocAndClocksAreThereThenAcknowledge(office, promises),
      whenSomethingIsToldThenWriteToTheClient(office, longTexts),
      whenSomebodyIsPagedThenTellThem(office, streams),
      whenAClockCallsThenTellTheSpoc(office),
      whenATeamIsAskedOrARequestEscalatedThenTellThem(office),
      whenAWorkIsAnnouncedThenSendItsNotice(office, new AccountContacts(views)),
      whenAClientMayKnowThenCallWebhooks(endpoints),
    ],
    timed: [
      deliver({
        streams,
        mailer: engines.mailer,
        mailDomain: config.mailDomain,
        longTexts,
        secretOf: (endpointId) => endpoints.secretOf(endpointId),
      }),
    ],
  }
}
