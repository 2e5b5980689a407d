/** One alert as Alertmanager 0.27 sends it, in the documented shape of its webhook (version 4). */
export const alert = (over: object = {}) => ({
  status: 'firing',
  labels: {
    alertname: 'CircuitDown',
    circuit: 'BER-AMS-0042',
    instance: 'edge1.ber:9100',
    job: 'node',
    severity: 'critical',
  },
  annotations: {
    description: 'No light on et-0/0/3 of edge1.ber for 2 minutes.',
    runbook_url: 'https://runbooks.example/circuit-down',
    summary: 'Circuit BER-AMS-0042 is down',
  },
  startsAt: '2026-01-12T07:58:13.482Z',
  endsAt: '0001-01-01T00:00:00Z',
  generatorURL: 'http://prometheus.example:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1',
  fingerprint: '8c1e1a1b5d1f0a77',
  ...over,
})

/** A notice of it. */
export const notice = (alerts: readonly object[] = [alert()], over: object = {}) => ({
  receiver: 'spoc',
  status: 'firing',
  alerts,
  groupLabels: { alertname: 'CircuitDown' },
  commonLabels: { alertname: 'CircuitDown', job: 'node', severity: 'critical' },
  commonAnnotations: {},
  externalURL: 'http://alertmanager.example:9093',
  version: '4',
  groupKey: '{}:{alertname="CircuitDown"}',
  truncatedAlerts: 0,
  ...over,
})
