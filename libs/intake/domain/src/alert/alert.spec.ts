import { isRefusal } from '@spoc/platform-kernel'
import { alertKey, circuitOf, draftOfAlert } from './draft-alert.js'
import { fingerprintOf } from './fingerprint.js'
import { readAlertmanager, type AlertGroup } from './read-alertmanager.js'

const alert = (some: Readonly<Record<string, unknown>> = {}) => ({
  status: 'firing',
  labels: { alertname: 'LinkDown', severity: 'critical', circuit: 'BER-AMS-0042' },
  annotations: { summary: 'Link BER-AMS-0042 is down', description: 'No light for 5 minutes.' },
  startsAt: '2026-01-12T09:55:00.123+01:00',
  endsAt: '0001-01-01T00:00:00Z',
  generatorURL: 'http://prometheus.example/graph',
  fingerprint: '507a1c0b2f3e4d55',
  ...some,
})
const body = (some: Readonly<Record<string, unknown>> = {}) => ({
  version: '4',
  groupKey: '{}:{alertname="LinkDown"}',
  receiver: 'spoc',
  status: 'firing',
  truncatedAlerts: 0,
  groupLabels: {},
  commonLabels: {},
  commonAnnotations: {},
  externalURL: 'http://alertmanager.example',
  alerts: [alert()],
  ...some,
})
const read = (some: Readonly<Record<string, unknown>> = {}): AlertGroup => {
  const group = readAlertmanager(body(some))
  if (isRefusal(group)) throw new Error(group.message)
  return group
}
const draft = (one: Readonly<Record<string, unknown>> = {}, some: Readonly<Record<string, unknown>> = {}) => {
  const group = read({ alerts: [alert(one)], ...some })
  return draftOfAlert('i1', group.alerts[0]!, group)
}

describe('the fingerprint of labels', () => {
  it('is the one that Alertmanager gives itself', () => {
    expect(fingerprintOf({})).toBe(14695981039346656037n.toString(16))
    expect(fingerprintOf({ name: 'garland, briggs', fear: 'love is not enough' })).toBe(5799056148416392346n.toString(16))
  })
  it('does not depend on the order of the labels', () =>
    expect(fingerprintOf({ a: '1', b: '2' })).toBe(fingerprintOf({ b: '2', a: '1' })))
})

describe('reading a notice of Alertmanager', () => {
  it('takes instants in the one form of ours, and year 1 for no end', () =>
    expect(read().alerts[0]).toEqual({
      status: 'firing',
      labels: { alertname: 'LinkDown', severity: 'critical', circuit: 'BER-AMS-0042' },
      annotations: { summary: 'Link BER-AMS-0042 is down', description: 'No light for 5 minutes.' },
      startsAt: '2026-01-12T08:55:00.123Z',
      generatorUrl: 'http://prometheus.example/graph',
      fingerprint: '507a1c0b2f3e4d55',
      fingerprintIsDerived: false,
    }))
  it('knows when a resolved alert ended', () =>
    expect(read({ alerts: [alert({ status: 'resolved', endsAt: '2026-01-12T10:40:00+01:00' })] }).alerts[0]).toMatchObject({
      status: 'resolved',
      endsAt: '2026-01-12T09:40:00.000Z',
    }))
  it('reads nanoseconds, as Go writes them', () =>
    expect(read({ alerts: [alert({ startsAt: '2026-01-12T08:55:00.123456789Z' })] }).alerts[0]?.startsAt).toBe(
      '2026-01-12T08:55:00.123Z',
    ))
  it('derives the fingerprint that an older sender does not tell', () => {
    const { fingerprint: _, ...old } = alert()
    expect(read({ alerts: [old] }).alerts[0]).toMatchObject({
      fingerprint: fingerprintOf(alert().labels),
      fingerprintIsDerived: true,
    })
  })
  it('leaves alone what it does not know', () => expect(read({ novelty: 1 }).alerts).toHaveLength(1))
  it.each([
    [null, ''],
    [[], ''],
    [body({ version: '3' }), 'version'],
    [body({ alerts: {} }), 'alerts'],
    [body({ groupKey: 7 }), 'groupKey'],
    [body({ alerts: [alert(), 'x'] }), 'alerts.1'],
    [body({ alerts: [alert({ status: 'maybe' })] }), 'alerts.0.status'],
    [body({ alerts: [alert({ labels: {} })] }), 'alerts.0.labels'],
    [body({ alerts: [alert({ labels: { a: 1 } })] }), 'alerts.0.labels'],
    [body({ alerts: [alert({ labels: { a: 'x'.repeat(33_000) } })] }), 'alerts.0.labels'],
    [body({ alerts: [alert({ annotations: [] })] }), 'alerts.0.annotations'],
    [body({ alerts: [alert({ startsAt: 'yesterday' })] }), 'alerts.0.startsAt'],
  ])('refuses what it cannot read and names the field (%#)', (wrong, field) =>
    expect(readAlertmanager(wrong)).toMatchObject({ refused: 'alert-invalid', field }),
  )
})

describe('the request an alert opens', () => {
  it('is an incident, told by its annotations', () =>
    expect(draft()).toMatchObject({
      kind: 'incident',
      title: 'Link BER-AMS-0042 is down',
      description: expect.stringContaining('No light for 5 minutes.') as string,
      impact: 'high',
      urgency: 'high',
      alert: { integrationId: 'i1', fingerprint: '507a1c0b2f3e4d55', startsAt: '2026-01-12T08:55:00.123Z' },
      flags: [],
    }))
  it.each([
    ['critical', 'high', 'high'],
    ['Major', 'high', 'medium'],
    ['warning', 'medium', 'medium'],
    ['info', 'low', 'low'],
    ['purple', 'medium', 'medium'],
    ['constructor', 'medium', 'medium'],
  ])('of severity %s has impact %s and urgency %s', (severity, impact, urgency) =>
    expect(draft({ labels: { alertname: 'A', severity } })).toMatchObject({ impact, urgency }),
  )
  it('is named by its labels where there is no summary', () =>
    expect(draft({ annotations: {}, labels: { alertname: 'HostDown', instance: 'core1' } }).title).toBe('HostDown on core1'))
  it('shows that the sender left alerts out', () => {
    const truncated = draft({}, { truncatedAlerts: 3 })
    expect(truncated.flags).toEqual(['alerts-truncated'])
    expect(truncated.description).toContain('The sender left out 3 more alerts of this group.')
  })
  it('shows that its fingerprint is derived', () => expect(draft({ fingerprint: '' }).flags).toEqual(['fingerprint-derived']))
  it('names its circuit by the labels in which monitors put it', () => {
    expect(circuitOf({ labels: { circuit_id: 'X1' } })).toBe('X1')
    expect(circuitOf({ labels: { alertname: 'A' } })).toBeUndefined()
  })
  it('is the same for the same fingerprint and start of one integration only', () => {
    const { alerts } = read()
    expect(alertKey('i1', alerts[0]!)).toEqual(['i1', '507a1c0b2f3e4d55', '2026-01-12T08:55:00.123Z'])
    expect(alertKey('i2', alerts[0]!)).not.toEqual(alertKey('i1', alerts[0]!))
  })
})
