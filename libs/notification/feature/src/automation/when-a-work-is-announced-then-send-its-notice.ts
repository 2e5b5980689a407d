import { accountFacts } from '@spoc/directory-contracts'
import { supportAddress } from '@spoc/intake-contracts'
import { reaction, type FactsReader } from '@spoc/platform-runtime'
import { noticeOf, toldTo, workAsTold, type WorkEvent } from '@spoc/works-contracts'
import type { PostOffice } from '../letters/post.js'
import type { AccountContacts } from '../recipients/account-contacts.js'
import { contactsOf, contactsWith, type Recipient } from '../recipients/addresses.js'
import { askFor, notificationId, notifications } from './ask-for.js'
import { idIn } from './id-in.js'

/** Each affected account hears of each change of a work: one mail to those who may answer, with a MAINTNOTE calendar. */
export const whenAWorkIsAnnouncedThenSendItsNotice = (office: PostOffice, contacts: AccountContacts) =>
  reaction<WorkEvent>()({
    name: 'when-a-work-is-announced-then-send-its-notice',
    into: notifications,
    on: {
      'works.work-announced.v1': ({ stream, data: { accountId, sequence } }) => {
        const workId = idIn(stream)
        const id = notificationId('work', workId, accountId, String(sequence))
        return [
          askFor(id, async (given, facts) => {
            const told = toldTo(await facts.of(workAsTold, workId), { accountId, sequence })
            const account = await facts.of(accountFacts, accountId)
            if (told === undefined || account.is === 'unknown') return undefined
            const to = await whoAnswers(accountId, await contacts.of(accountId), facts)
            const [first] = to
            if (first === undefined) return undefined
            const { subject, text, calendar } = noticeOf({
              workId,
              told,
              accountName: account.name,
              zone: account.zone,
              url: `${office.publicUrl}/works/${workId}`,
              provider: {
                domain: office.mailDomain,
                organizer: { name: 'Service desk', mailAddress: supportAddress(office.mailDomain) },
              },
            })
            return {
              workId,
              accountId,
              kind: 'work-notice',
              audience: 'client',
              via: { kind: 'mail', to },
              subject: { personal: subject, under: first.under },
              text: { personal: text, under: first.under },
              messageId: `<${id}@${office.mailDomain}>`,
              calendar,
              at: given.now,
            }
          }),
        ]
      },
    },
  })

/** Those who approve works; where the account has named nobody, all its contacts: an affected account is told in any case. */
async function whoAnswers(accountId: string, candidates: readonly string[], facts: FactsReader): Promise<readonly Recipient[]> {
  const approving = await contactsWith('approvesWorks', accountId, candidates, facts)
  return approving.length > 0 ? approving : contactsOf(accountId, candidates, facts)
}
