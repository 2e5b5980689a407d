import { parseInstant, refuse, type Instant, type Refusal } from '@spoc/platform-kernel'
import { fingerprintOf } from './fingerprint.js'

type Texts = Readonly<Record<string, string>>

export interface Alert {
  readonly status: 'firing' | 'resolved'
  readonly labels: Texts
  readonly annotations: Texts
  readonly startsAt: Instant
  /** None while it fires: the wire has year 1 for that. */
  readonly endsAt?: Instant
  readonly generatorUrl?: string
  readonly fingerprint: string
  /** The sender told none, as older ones do. */
  readonly fingerprintIsDerived: boolean
}

/** A notice of Alertmanager (webhook, version 4): alerts of one group. */
export interface AlertGroup {
  readonly groupKey: string
  readonly receiver: string
  readonly externalUrl?: string
  readonly alerts: readonly Alert[]
  /** How many the sender left out. */
  readonly truncatedAlerts: number
}

/** Labels stand in the event itself, so that they can be searched. */
const LABELS_LIMIT_BYTES = 32 * 1024

/** Reads the body of the webhook. Refused with the field: `alert-invalid`. Fields it does not know are left alone. */
export function readAlertmanager(body: unknown): AlertGroup | Refusal {
  if (!isRecord(body)) return invalid('The body is not an object.', '')
  if (body['version'] !== '4') return invalid('Only version 4 of the webhook is read.', 'version')
  const { alerts: raw, groupKey, receiver, externalURL, truncatedAlerts } = body
  if (!Array.isArray(raw)) return invalid('alerts must be a list.', 'alerts')
  if (typeof groupKey !== 'string') return invalid('groupKey must be a text.', 'groupKey')
  const alerts: Alert[] = []
  for (const [index, item] of raw.entries()) {
    const alert = readAlert(item, `alerts.${index}`)
    if ('refused' in alert) return alert
    alerts.push(alert)
  }
  return {
    groupKey,
    receiver: typeof receiver === 'string' ? receiver : '',
    ...(typeof externalURL === 'string' && externalURL !== '' ? { externalUrl: externalURL } : {}),
    alerts,
    truncatedAlerts: typeof truncatedAlerts === 'number' && truncatedAlerts > 0 ? truncatedAlerts : 0,
  }
}

function readAlert(item: unknown, field: string): Alert | Refusal {
  if (!isRecord(item)) return invalid('An alert must be an object.', field)
  const { status, startsAt, endsAt, generatorURL, fingerprint } = item
  if (status !== 'firing' && status !== 'resolved') return invalid('status is firing or resolved.', `${field}.status`)
  const labels = readTexts(item['labels'])
  if (labels === undefined || Object.keys(labels).length === 0) return invalid('labels must be texts by name.', `${field}.labels`)
  if (Buffer.byteLength(JSON.stringify(labels)) > LABELS_LIMIT_BYTES) return invalid('labels are too long.', `${field}.labels`)
  const annotations = readTexts(item['annotations'] ?? {})
  if (annotations === undefined) return invalid('annotations must be texts by name.', `${field}.annotations`)
  const start = typeof startsAt === 'string' ? parseInstant(startsAt) : undefined
  if (start === undefined) return invalid('startsAt must be an instant.', `${field}.startsAt`)
  const end = typeof endsAt === 'string' && status === 'resolved' ? parseInstant(endsAt) : undefined
  const told = typeof fingerprint === 'string' && fingerprint !== '' ? fingerprint : undefined
  return {
    status,
    labels,
    annotations,
    startsAt: start,
    ...(end === undefined || end < start ? {} : { endsAt: end }),
    ...(typeof generatorURL === 'string' && generatorURL !== '' ? { generatorUrl: generatorURL } : {}),
    fingerprint: told ?? fingerprintOf(labels),
    fingerprintIsDerived: told === undefined,
  }
}

function readTexts(value: unknown): Texts | undefined {
  if (!isRecord(value)) return undefined
  const texts: Record<string, string> = {}
  for (const [name, text] of Object.entries(value)) {
    if (typeof text !== 'string') return undefined
    texts[name] = text
  }
  return texts
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function invalid(message: string, field: string): Refusal {
  return refuse('alert-invalid', message, field)
}
