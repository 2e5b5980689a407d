import { fillIn, portsOf } from './places.mjs'
import { installFromDebian, isInstalled, startProcess } from './processes.mjs'

/** Prometheus Alertmanager, sending to the webhook at ALERTS_URL with the bearer token ALERTS_TOKEN. */
export const alertmanager = {
  name: 'alertmanager',
  variables: ({ port }) => ({ ALERTMANAGER_URL: `http://127.0.0.1:${port}` }),

  install() {
    if (!isInstalled('prometheus-alertmanager')) installFromDebian('prometheus-alertmanager')
  },

  async start() {
    const ports = await portsOf('alertmanager', ['port'])
    const url = process.env.ALERTS_URL ?? 'http://127.0.0.1:3000/api/v1/channels/alertmanager'
    fillIn('alertmanager', 'am.yml', { url, token: process.env.ALERTS_TOKEN ?? 'none' })
    const address = `127.0.0.1:${ports.port}`
    await startProcess('alertmanager', {
      command: 'prometheus-alertmanager',
      args: ['--config.file=am.yml', '--storage.path=./data', `--web.listen-address=${address}`, '--cluster.listen-address='],
      ports,
      ready: () =>
        fetch(`http://${address}/-/ready`).then(
          ({ ok }) => ok,
          () => false,
        ),
      withinMs: 20_000,
    })
  },
}
