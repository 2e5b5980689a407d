import type { ServiceFoundations } from '@spoc/platform-nest'
import { Signatures } from '@spoc/platform-nest'
import { SealedBlobs, type AnyReaction, type AnyTimed, type Background } from '@spoc/platform-runtime'
import { whenAClientMayKnowThenCallWebhooks } from './automation/when-a-client-may-know-then-call-webhooks.js'
import { whenAClockCallsThenTellTheSpoc } from './automation/when-a-clock-calls-then-tell-the-spoc.js'
import { whenARequestIsEscalatedThenTellItsSpoc } from './automation/when-a-request-is-escalated-then-tell-its-spoc.js'
import { whenATeamIsAskedThenWriteToItsMailbox } from './automation/when-a-team-is-asked-then-write-to-its-mailbox.js'
import { whenAWorkIsAnnouncedThenSendItsNotice } from './automation/when-a-work-is-announced-then-send-its-notice.js'
import { whenSomebodyIsPagedThenTellThem } from './automation/when-somebody-is-paged-then-tell-them.js'
import { whenSomethingIsToldThenWriteToTheClient } from './automation/when-something-is-told-then-write-to-the-client.js'
import { whenSpocAndClocksAreThereThenAcknowledge } from './automation/when-spoc-and-clocks-are-there-then-acknowledge.js'
import { deliver } from './delivery/deliver.js'
import { Messages } from './delivery/messages.js'
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
  const endpoints = Endpoints.of(engines.documents, secrets)
  const contacts = new AccountContacts(views)
  const messages = new Messages(engines.log, background.opener)
  return {
    reactions: [
      whenSpocAndClocksAreThereThenAcknowledge(office),
      whenSomethingIsToldThenWriteToTheClient(office, longTexts),
      whenSomebodyIsPagedThenTellThem(office, streams),
      whenAClockCallsThenTellTheSpoc({ office, streams, contacts }, engines.log, messages),
      whenATeamIsAskedThenWriteToItsMailbox(office),
      whenARequestIsEscalatedThenTellItsSpoc(office),
      whenAWorkIsAnnouncedThenSendItsNotice(office, contacts),
      whenAClientMayKnowThenCallWebhooks(endpoints),
    ],
    timed: [
      deliver({
        streams,
        messages,
        mailer: engines.mailer,
        clock: engines.clock,
        mailDomain: config.mailDomain,
        longTexts,
        secretOf: (endpointId) => endpoints.secretOfExisting(endpointId),
      }),
    ],
  }
}
