import { admin, maren } from './cast.js'
import type { Stage } from './stage.js'

/** The address of whoever was paged last for a request. */
async function onDuty(stage: Stage, requestId: string): Promise<string> {
  return stage.until('somebody who was paged', async () => {
    const { items } = (await stage.get(maren, `/api/v1/pages?requestId=${requestId}&state=open`)) as {
      items: { id: string; told: readonly string[] }[]
    }
    const told = items[0]?.told.at(-1)
    const { items: people } = (await stage.get(admin, '/api/v1/people?limit=200')) as {
      items: { id: string; email: string }[]
    }
    return people.find(({ id }) => id === told)?.email
  })
}

/** Whoever was paged last takes the page, and is remembered as the engineer of the request. */
export async function acknowledge(stage: Stage, requestId: string): Promise<void> {
  const who = await onDuty(stage, requestId)
  const { items } = (await stage.get(who, `/api/v1/pages?requestId=${requestId}&state=open`)) as { items: { id: string }[] }
  await stage.post(who, `/api/v1/pages/${items[0]!.id}/acknowledgement`)
  stage.remember(`engineer:${requestId}`, who)
}

/** The id of a team by its name. */
export async function team(stage: Stage, name: string): Promise<string> {
  const { items } = (await stage.get(maren, '/api/v1/teams?limit=100')) as { items: { id: string; name: string }[] }
  const found = items.find((one) => one.name === name)
  if (found === undefined) throw new Error(`There is no team ${name}.`)
  return found.id
}

/** A group of one alert, as Alertmanager sends it. */
export const alert = (
  status: 'firing' | 'resolved',
  labels: Readonly<Record<string, string>>,
  startsAt: string,
  endsAt: string,
  summary: string,
) => ({
  version: '4',
  receiver: 'spoc',
  status,
  groupKey: `{}:{alertname="${labels['alertname']}"}`,
  groupLabels: { alertname: labels['alertname'] },
  commonLabels: labels,
  commonAnnotations: { summary },
  externalURL: 'http://alertmanager.nordlicht.example',
  truncatedAlerts: 0,
  alerts: [
    {
      status,
      labels,
      annotations: { summary },
      startsAt,
      endsAt,
      generatorURL: 'http://prometheus.nordlicht.example/graph',
      fingerprint: '3f1a9c0b7d2e4856',
    },
  ],
})
export const bgpDown = { alertname: 'BgpSessionDown', severity: 'critical', circuit: 'IPT-LON-0301', site: 'LON3' }
