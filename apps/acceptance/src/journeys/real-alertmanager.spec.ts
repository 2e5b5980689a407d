import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from '@spoc/platform-testing'
import type { Caller } from '../platform/caller.js'
import type { Platform } from '../platform/platform.js'
import { freePorts } from '../platform/ports.js'
import { answers, Program } from '../platform/program.js'
import { startPlatform } from '../platform/start-platform.js'
import { furnish, type Provider } from '../provider/furnish.js'
import { allOf } from './reading.js'

/** Needs `prometheus-alertmanager` on the machine. */
describe('a real Alertmanager', () => {
  let platform: Platform
  let provider: Provider
  let alertmanager: Program
  let folder: string
  let url: string
  let ada: Caller

  beforeAll(async () => {
    platform = await startPlatform()
    provider = await furnish(platform)
    ada = await provider.as('ada')
    folder = await mkdtemp(join(tmpdir(), 'spoc-alertmanager-'))
    const [port = 0] = await freePorts(1)
    url = `http://127.0.0.1:${port}`
    const monitor = await provider.token(['alerts:write'], undefined, 'alertmanager')
    await writeFile(join(folder, 'am.yml'), configuration(`${platform.url}/api/v1/channels/alertmanager`, monitor.token ?? ''))
    alertmanager = new Program({
      name: 'alertmanager',
      command: 'prometheus-alertmanager',
      args: [
        '--config.file=am.yml',
        '--storage.path=./data',
        `--web.listen-address=${url.slice(7)}`,
        '--cluster.listen-address=',
      ],
      env: {},
      folder,
      isReady: () => answers(`${url}/-/ready`),
    })
    await alertmanager.start()
  })
  afterAll(async () => {
    await alertmanager?.stop()
    await rm(folder, { recursive: true, force: true })
    await platform?.stop()
  })

  const fire = async (name: string, ends: object = {}) => {
    const alert = {
      labels: { alertname: name, circuit: `BER-kestrel-${provider.tag}`, severity: 'critical' },
      annotations: { summary: `${name} of ${provider.tag}` },
      startsAt: '2026-01-12T07:58:13Z',
      ...ends,
    }
    const headers = { 'content-type': 'application/json' }
    const { status } = await fetch(`${url}/api/v2/alerts`, { method: 'POST', headers, body: JSON.stringify([alert]) })
    expect(status).toBe(200)
  }
  const requestsOf = async (name: string) =>
    (await allOf(ada, '/api/v1/requests')).filter(({ title }) => String(title).startsWith(`${name} of ${provider.tag}`))

  it('opens a request of the account whose circuit has failed, and tells of it again to no effect', async () => {
    await fire('CircuitDown')
    await eventually(
      'the alert is a request',
      () => requestsOf('CircuitDown'),
      (found) => found.length > 0,
      30_000,
    )
    await fire('CircuitDown')
    await fire('AnotherAlert')
    await eventually(
      'a later alert is a request',
      () => requestsOf('AnotherAlert'),
      (found) => found.length > 0,
      30_000,
    )
    expect(await requestsOf('CircuitDown')).toMatchObject([
      { channel: 'alertmanager', accountId: provider.id('account:kestrel') },
    ])
  })

  it('has the end of the alert told on the request, which people resolve', async () => {
    await fire('Flapping')
    const [request] = await eventually(
      'the alert is a request',
      () => requestsOf('Flapping'),
      (found) => found.length > 0,
      30_000,
    )
    await fire('Flapping', { endsAt: '2026-01-12T07:59:13Z' })
    const path = `/api/v1/requests/${String(request?.['id'])}/timeline`
    const told = (entries: readonly object[]) => JSON.stringify(entries).includes('The alert has ended.')
    await eventually('the end is told', () => allOf(ada, path), told, 30_000)
    expect(await requestsOf('Flapping')).toMatchObject([{ status: 'new' }])
  })
})

function configuration(url: string, token: string): string {
  return `route:
  receiver: spoc
  group_by: [alertname]
  group_wait: 100ms
  group_interval: 200ms
  repeat_interval: 1h
receivers:
  - name: spoc
    webhook_configs:
      - url: ${url}
        send_resolved: true
        http_config: { authorization: { credentials: '${token}' } }
`
}
