import type { NotificationDetails } from '@spoc/notification-contracts'
import { notificationStream, recordFailure, recordSent, type Notification } from '@spoc/notification-domain'
import { reveal, type Given } from '@spoc/platform-kernel'
import type { Mailer } from '@spoc/platform-ports'
import { timedWork, type Streams } from '@spoc/platform-runtime'
import { callWebhook } from './call-webhook.js'
import type { Outcome } from './outcome.js'
import { outgoing } from './outgoing.js'
import { sendMail } from './send-mail.js'

export interface Deliverer {
  readonly streams: Streams
  readonly mailer: Mailer
  readonly mailDomain: string
  readonly longTexts: (sha256: string) => Promise<string | undefined>
  readonly secretOf: (endpointId: string) => Uint8Array
}

/**
 * Sends what is due and records how it went: at least once, under an id that stays. Only a death between the peer's answer and our record
 * makes a repeat.
 */
export const deliver = (deliverer: Deliverer) =>
  timedWork({
    kind: notificationStream,
    perform: async (_: Notification, id: string, given: Given) => {
      const { state: details } = await deliverer.streams.load(outgoing, id)
      if (details === undefined) throw new Error(`notification-${id} says nothing.`)
      const outcome = await attempt(deliverer, details, given)
      await deliverer.streams.change(notificationStream, id, given, (notification) =>
        outcome.is === 'sent'
          ? recordSent(notification, given.now)
          : recordFailure(notification, { at: given.now, error: outcome.error, final: outcome.final }),
      )
    },
  })

async function attempt(
  { mailer, mailDomain, longTexts, secretOf }: Deliverer,
  details: NotificationDetails,
  given: Given,
): Promise<Outcome> {
  const text = 'blob' in details.text ? await longTexts(details.text.blob) : reveal(details.text, undefined)
  if (text === undefined) return { is: 'failed', error: 'text-erased', final: true }
  const { via } = details
  switch (via.kind) {
    case 'mail':
      return sendMail(mailer, mailDomain, details, via, text)
    case 'webhook':
      return callWebhook({
        url: via.url,
        id: details.messageId,
        body: text,
        secret: secretOf(via.endpointId),
        timestamp: Math.floor(Date.parse(given.now) / 1000),
      })
    case 'console':
      return { is: 'sent' }
  }
}
