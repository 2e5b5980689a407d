import { SpanKind } from '@opentelemetry/api'
import type { NotificationDetails } from '@spoc/notification-contracts'
import { notificationStream, recordFailure, recordSent } from '@spoc/notification-domain'
import { passing, reveal } from '@spoc/platform-kernel'
import type { Clock, Mailer } from '@spoc/platform-ports'
import { isTracing, timedWork, traced, type Streams } from '@spoc/platform-runtime'
import { callWebhook } from './call-webhook.js'
import { Lanes } from './lanes.js'
import type { Messages } from './messages.js'
import type { Failed, Outcome } from './outcome.js'
import { sendMail } from './send-mail.js'

export interface Deliverer {
  readonly streams: Streams
  readonly messages: Messages
  readonly mailer: Mailer
  readonly clock: Clock
  readonly mailDomain: string
  readonly longTexts: (sha256: string) => Promise<string | undefined>
  /** Nothing where the endpoint is there no more. */
  readonly secretOf: (endpointId: string) => Promise<Uint8Array | undefined>
}

/**
 * Sends what is due and records how it went: at least once, under an id that stays. Only a death between the peer's answer and our record
 * makes a repeat.
 */
export const deliver = (deliverer: Deliverer) => {
  const lanes = new Lanes()
  return timedWork({
    kind: notificationStream,
    perform: async (_, id, given) => {
      const details = await deliverer.messages.of(id)
      if (details === undefined) throw new Error(`notification-${id} says nothing.`)
      const outcome = await lanes.run(laneOf(details), async () => {
        const { state } = await deliverer.streams.load(notificationStream, id)
        return state.is === 'waiting' ? attemptTraced(deliverer, details, id) : { is: 'unwanted' }
      })
      if (outcome.is === 'unwanted') return
      if (outcome.is === 'sent') passing('delivery')
      const at = deliverer.clock.now()
      await deliverer.streams.change(notificationStream, id, { ...given, now: at }, (notification) =>
        outcome.is === 'sent' ? recordSent(notification, at) : recordFailure(notification, { at, ...failureOf(outcome) }),
      )
    },
  })
}

function failureOf({ error, answer, final }: Failed) {
  return { error, final, ...(answer !== undefined && { answer }) }
}

/** A page does not queue behind the day's acknowledgements. */
function laneOf({ via, kind }: NotificationDetails): string {
  if (via.kind === 'webhook') return new URL(via.url).host
  return kind === 'page' || kind === 'escalation' ? `${via.kind}, urgent` : via.kind
}

const PEER = { mail: 'send mail', webhook: 'call webhook', console: 'show in console' } as const

function attemptTraced(deliverer: Deliverer, details: NotificationDetails, id: string): Promise<Outcome> {
  if (!isTracing()) return attempt(deliverer, details)
  const attributes = { 'spoc.notification': id, 'spoc.notification.kind': details.kind }
  return traced(PEER[details.via.kind], { kind: SpanKind.CLIENT, attributes }, async (span) => {
    const outcome = await attempt(deliverer, details)
    span?.setAttribute('spoc.outcome', outcome.is)
    if (outcome.is === 'failed') span?.setAttribute('error.type', outcome.error)
    return outcome
  })
}

async function attempt(
  { mailer, mailDomain, longTexts, secretOf, clock }: Deliverer,
  details: NotificationDetails,
): Promise<Outcome> {
  const text = 'blob' in details.text ? await longTexts(details.text.blob) : reveal(details.text, undefined)
  if (text === undefined) return { is: 'failed', error: 'text-erased', final: true }
  const { via } = details
  switch (via.kind) {
    case 'mail':
      return sendMail(mailer, mailDomain, details, via, text)
    case 'webhook': {
      const secret = await secretOf(via.endpointId)
      if (secret === undefined) return { is: 'failed', error: 'endpoint-removed', final: true }
      const timestamp = Math.floor(Date.parse(clock.now()) / 1000)
      return callWebhook({ url: via.url, id: details.messageId, body: text, secret, timestamp })
    }
    case 'console':
      return { is: 'sent' }
  }
}
