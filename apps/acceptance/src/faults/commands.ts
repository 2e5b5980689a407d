import { handOver, rawMail } from '../platform/mail.js'
import type { Caller } from '../platform/caller.js'
import type { Platform } from '../platform/platform.js'
import { listOf } from '../journeys/reading.js'
import type { Provider } from '../provider/furnish.js'

/** What came of one attempt: acknowledged, refused for good (which no command here should be), or unknown, to be tried again as it was. */
export type Outcome =
  | { readonly is: 'acknowledged'; readonly requestId?: string; readonly position?: string }
  | { readonly is: 'refused'; readonly because: string }
  | { readonly is: 'unknown'; readonly status?: number }

/** One command of the load, the same at every attempt. */
export interface Command {
  /** Of its own; told as correlation, key, subject or Message-ID, by which it is found again in the log. */
  readonly key: string
  readonly kind: 'receive' | 'mail' | 'alert' | 'take-up' | 'note' | 'engage'
  /** The type of the event that is its effect. */
  readonly evidence: string
  readonly attempt: () => Promise<Outcome>
}

export interface Senders {
  readonly platform: Platform
  readonly provider: Provider
  readonly client: Caller
  readonly agent: Caller
  readonly monitor: Caller
}

/** Those of a provider who send all the time: a client, an agent, and a monitoring system. */
export async function sendersOf(platform: Platform, provider: Provider): Promise<Senders> {
  return {
    platform,
    provider,
    client: await provider.as('anna'),
    agent: await provider.as('ada'),
    monitor: await provider.token(['alerts:write'], undefined, 'alertmanager'),
  }
}

const RECEIVED = 'intake.request-received.v1'

export function receive({ client, provider }: Senders, key: string): Command {
  const body = { kind: 'incident', title: key, description: 'Under load.', serviceInstanceId: provider.id('service:meridian') }
  return { key, kind: 'receive', evidence: RECEIVED, attempt: () => post(client, '/api/v1/requests', body, key) }
}

export function byMail({ platform, provider }: Senders, key: string): Command {
  const from = provider.address('grace')
  const to = `support@${platform.mailDomain}`
  const message = rawMail({ from, to, subject: key, text: 'Under load.', messageId: `<${key}@load.example>` })
  const attempt = async (): Promise<Outcome> => {
    const answer = await handOver(platform.smtpPort, { from, to }, message).catch(() => undefined)
    if (answer === undefined || (answer.code >= 400 && answer.code < 500)) return { is: 'unknown' }
    return answer.code < 400 ? { is: 'acknowledged' } : { is: 'refused', because: `${answer.code} ${answer.text}` }
  }
  return { key, kind: 'mail', evidence: RECEIVED, attempt }
}

export function byAlert({ monitor, provider }: Senders, key: string, fingerprint: string): Command {
  const alert = {
    status: 'firing',
    labels: { alertname: key, circuit: `BER-havel-${provider.tag}` },
    annotations: { summary: key },
    startsAt: '2026-01-12T07:58:13Z',
    endsAt: '0001-01-01T00:00:00Z',
    generatorURL: '',
    fingerprint,
  }
  const group = {
    version: '4',
    groupKey: `{}:{${key}}`,
    truncatedAlerts: 0,
    status: 'firing',
    receiver: 'spoc',
    groupLabels: {},
    commonLabels: {},
    commonAnnotations: {},
    externalURL: '',
    alerts: [alert],
  }
  const attempt = async (): Promise<Outcome> => {
    const answer = await monitor.post('/api/v1/channels/alertmanager', group).catch(() => undefined)
    if (answer === undefined) return { is: 'unknown' }
    if (answer.status >= 500) return { is: 'unknown', status: answer.status }
    const [taken] = listOf(answer.body['requests'])
    return answer.status === 200 && taken?.['id'] !== undefined
      ? { is: 'acknowledged', requestId: String(taken['id']) }
      : { is: 'refused', because: `${answer.status} ${answer.text}` }
  }
  return { key, kind: 'alert', evidence: RECEIVED, attempt }
}

export function takeUp({ agent }: Senders, key: string, requestId: string): Command {
  const path = `/api/v1/requests/${requestId}/take-up`
  return { key, kind: 'take-up', evidence: 'intake.request-taken-up.v1', attempt: () => post(agent, path, {}, key) }
}

export function note({ agent }: Senders, key: string, requestId: string): Command {
  const path = `/api/v1/requests/${requestId}/notes`
  return { key, kind: 'note', evidence: 'intake.message-added.v1', attempt: () => post(agent, path, { text: key }, key) }
}

/** Routing hears of a request a moment after its receipt: until then there is none. */
export function engage({ agent, provider }: Senders, key: string, requestId: string): Command {
  const body = { requestId, teamId: provider.id('team:core'), ask: key, tried: [] }
  const attempt = async (): Promise<Outcome> => {
    const outcome = await post(agent, '/api/v1/engagements', body, key)
    return outcome.is === 'refused' && outcome.because.startsWith('404 ') ? { is: 'unknown' } : outcome
  }
  return { key, kind: 'engage', evidence: 'routing.engagement-requested.v1', attempt }
}

async function post(caller: Caller, path: string, body: object, key: string): Promise<Outcome> {
  const answer = await caller.post(path, body, { 'idempotency-key': key, 'x-correlation-id': key }).catch(() => undefined)
  if (answer === undefined) return { is: 'unknown' }
  if (answer.status >= 500) return { is: 'unknown', status: answer.status }
  if (answer.status >= 300) return { is: 'refused', because: `${answer.status} ${answer.text}` }
  const { id, position } = answer.body
  return { is: 'acknowledged', position: String(position), ...(typeof id === 'string' ? { requestId: id } : {}) }
}
