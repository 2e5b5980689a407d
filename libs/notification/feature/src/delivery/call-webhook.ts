import { createHmac } from 'node:crypto'
import { networkError, type Outcome } from './outcome.js'

export interface WebhookCall {
  readonly url: string
  /** The same at every attempt, so that the receiver can drop a repeat. */
  readonly id: string
  readonly body: string
  readonly secret: Uint8Array
  /** Seconds since 1970. */
  readonly timestamp: number
}

const ANSWER_WITHIN_MS = 10_000
const GONE = 410

/** Standard Webhooks: `webhook-id`, `webhook-timestamp` and `webhook-signature: v1,<base64 HMAC-SHA256 of id.timestamp.body>`. */
export async function callWebhook({ url, id, body, secret, timestamp }: WebhookCall): Promise<Outcome> {
  const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')
  try {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': `v1,${signature}`,
      },
      body,
    })
    await answer.body?.cancel()
    return answer.ok ? { is: 'sent' } : { is: 'failed', error: `http-${answer.status}`, final: answer.status === GONE }
  } catch (error) {
    return { is: 'failed', error: networkError(error), final: false, peerIsAway: true }
  }
}
