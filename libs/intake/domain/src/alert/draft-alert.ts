import type { AlertTrace, Impact, RequestFlag, Urgency } from '@spoc/intake-contracts'
import type { Id } from '@spoc/platform-kernel'
import type { RequestDraft } from '../request/receive-request.js'
import type { Alert, AlertGroup } from './read-alertmanager.js'

interface Grade {
  readonly impact: Impact
  readonly urgency: Urgency
}

/** Severities as monitors commonly name them; an unknown one is of medium weight. */
const grades: Readonly<Record<string, Grade>> = {
  emergency: { impact: 'high', urgency: 'high' },
  critical: { impact: 'high', urgency: 'high' },
  page: { impact: 'high', urgency: 'high' },
  disaster: { impact: 'high', urgency: 'high' },
  error: { impact: 'high', urgency: 'medium' },
  high: { impact: 'high', urgency: 'medium' },
  major: { impact: 'high', urgency: 'medium' },
  warning: { impact: 'medium', urgency: 'medium' },
  average: { impact: 'medium', urgency: 'medium' },
  minor: { impact: 'medium', urgency: 'low' },
  info: { impact: 'low', urgency: 'low' },
  none: { impact: 'low', urgency: 'low' },
}

/** What makes two notices the same alert, within one integration: the key of the claim of scope `alert`. */
export function alertKey(integrationId: Id<'integration'>, alert: Pick<Alert, 'fingerprint' | 'startsAt'>): readonly string[] {
  return [integrationId, alert.fingerprint, alert.startsAt]
}

export function alertTrace(integrationId: Id<'integration'>, alert: Alert, group: AlertGroup): AlertTrace {
  const { fingerprint, startsAt, labels } = alert
  return { integrationId, fingerprint, startsAt, groupKey: group.groupKey, labels }
}

/** The request an alert opens. The caller looks up the service instance by {@link circuitOf}. */
export function draftOfAlert(integrationId: Id<'integration'>, alert: Alert, group: AlertGroup): RequestDraft {
  const severity = alert.labels['severity']?.toLowerCase() ?? ''
  const grade = Object.hasOwn(grades, severity) ? grades[severity] : undefined
  const flags: readonly RequestFlag[] = [
    ...(group.truncatedAlerts > 0 ? (['alerts-truncated'] as const) : []),
    ...(alert.fingerprintIsDerived ? (['fingerprint-derived'] as const) : []),
  ]
  return {
    kind: 'incident',
    title: titleOf(alert).slice(0, 300),
    description: descriptionOf(alert, group),
    impact: grade?.impact ?? 'medium',
    urgency: grade?.urgency ?? 'medium',
    alert: alertTrace(integrationId, alert, group),
    flags,
  }
}

/** The circuit id that the alert names, by the labels in which monitors put it. */
export function circuitOf({ labels }: Pick<Alert, 'labels'>): string | undefined {
  return ['circuit', 'circuit_id', 'service_instance', 'service_id'].map((name) => labels[name]).find((value) => value)
}

function titleOf({ annotations, labels }: Alert): string {
  const told = annotations['summary'] ?? annotations['title'] ?? annotations['message']
  if (told !== undefined && told.trim() !== '') return told.trim()
  const where = labels['instance'] ?? circuitOf({ labels })
  return `${labels['alertname'] ?? 'Alert'}${where === undefined ? '' : ` on ${where}`}`
}

function descriptionOf({ annotations, labels, generatorUrl }: Alert, { truncatedAlerts }: AlertGroup): string {
  const lines = [
    annotations['description'] ?? annotations['message'] ?? '',
    ...Object.entries(labels)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${name}: ${value}`),
    annotations['runbook_url'] === undefined ? '' : `Runbook: ${annotations['runbook_url']}`,
    generatorUrl === undefined ? '' : `Source: ${generatorUrl}`,
    truncatedAlerts === 0 ? '' : `The sender left out ${truncatedAlerts} more alerts of this group.`,
  ]
  return lines.filter((line) => line.trim() !== '').join('\n')
}
