import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadConfig, WrongConfig } from './load-config.js'
import { configurationReference } from './reference.js'

const wrong = (environment: Record<string, string>) => {
  try {
    loadConfig(environment)
    return undefined
  } catch (error) {
    return error instanceof WrongConfig ? error.variable : error
  }
}
const engines = {
  EVENTSTORE_URL: 'esdb://127.0.0.1:2113?tls=false',
  KAFKA_BROKERS: '127.0.0.1:9092',
  MONGODB_URL: 'mongodb://127.0.0.1:27017/spoc',
}
const company = { OIDC_ISSUER: 'https://login.example', OIDC_CLIENT_ID: 'spoc' }
const masterKey = Buffer.alloc(32, 1).toString('base64')

describe('the configuration', () => {
  it('needs nothing to run embedded, with the demonstration', () =>
    expect(loadConfig({})).toMatchObject({
      mode: 'embedded',
      httpPort: 3000,
      smtpPort: 2525,
      bind: '127.0.0.1',
      demo: true,
      clock: 'system',
    }))
  it('says where it is reached unless told', () => {
    expect(loadConfig({ SPOC_HTTP_PORT: '8080' }).publicUrl).toBe('http://127.0.0.1:8080')
    expect(loadConfig({ SPOC_PUBLIC_URL: 'https://desk.example/' }).publicUrl).toBe('https://desk.example')
  })
  it('has no demonstration when distributed, unless told', () =>
    expect(loadConfig({ SPOC_MODE: 'distributed', SPOC_MASTER_KEY: masterKey, ...engines }).demo).toBe(false))
  it('takes a provider of identities over TLS, or on this machine', () => {
    expect(loadConfig({ ...company, OIDC_ROLES_MAP: 'noc-admins=admin, CN=desk=agent' }).oidc).toEqual({
      issuer: 'https://login.example',
      clientId: 'spoc',
      scopes: 'openid email profile',
      rolesClaim: 'roles',
      rolesMap: [
        { value: 'noc-admins', role: 'admin' },
        { value: 'CN=desk', role: 'agent' },
      ],
    })
    for (const host of ['127.0.0.1:9', '[::1]:9', 'localhost:9'])
      expect(loadConfig({ ...company, OIDC_ISSUER: `http://${host}` }).oidc?.issuer).toBe(`http://${host}`)
    expect(loadConfig({}).oidc).toBeUndefined()
  })
  it('says that a provider of identities is not believed over plain HTTP', () =>
    expect(() => loadConfig({ ...company, OIDC_ISSUER: 'http://login.example' })).toThrow(/https:.*loopback addresses alone/))
  it.each([
    ['SPOC_MODE', { SPOC_MODE: 'cloudy' }],
    ['SPOC_HTTP_PORT', { SPOC_HTTP_PORT: '70000' }],
    ['SPOC_PUBLIC_URL', { SPOC_PUBLIC_URL: 'desk.example' }],
    ['SPOC_ADMIN_PASSWORD', { SPOC_ADMIN_EMAIL: 'a@b.example', SPOC_ADMIN_PASSWORD: 'short' }],
    ['SPOC_ADMIN_EMAIL', { SPOC_ADMIN_PASSWORD: 'long enough it is' }],
    ['SPOC_MASTER_KEY', { SPOC_MASTER_KEY: 'c2hvcnQ=' }],
    ['SPOC_MASTER_KEY', { SPOC_MODE: 'distributed', ...engines }],
    ['KAFKA_BROKERS', { SPOC_MODE: 'distributed', SPOC_MASTER_KEY: masterKey, ...engines, KAFKA_BROKERS: 'broker' }],
    ['EVENTSTORE_URL', { SPOC_MODE: 'distributed', SPOC_MASTER_KEY: masterKey, ...engines, EVENTSTORE_URL: '' }],
    ['SPOC_CLOCK_START', { SPOC_CLOCK_START: 'yesterday' }],
    ['OIDC_ISSUER', { OIDC_ISSUER: 'http://login.example', OIDC_CLIENT_ID: 'spoc' }],
    ['OIDC_ISSUER', { OIDC_CLIENT_ID: 'spoc' }],
    ['OIDC_CLIENT_ID', { OIDC_ISSUER: 'https://login.example' }],
    ['OIDC_ROLES_MAP', { ...company, OIDC_ROLES_MAP: 'noc-admins=king' }],
    ['OIDC_ROLES_MAP', { ...company, OIDC_ROLES_MAP: 'customers=client' }],
    ['SPOC_HTPP_PORT', { SPOC_HTPP_PORT: '3000' }],
  ])('names %s where it is wrong', (variable, environment) => expect(wrong(environment as Record<string, string>)).toBe(variable))
  it('is described, option by option, in the reference', () =>
    expect(readFileSync(join(__dirname, '../../../../../docs/reference/configuration.md'), 'utf8')).toBe(
      configurationReference(),
    ))
})
