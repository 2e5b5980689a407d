import { parseInstant, type Instant } from '@spoc/platform-kernel'
import { rolesMapIn, type OidcConfig } from './oidc.js'
import { options, type Option, type OptionName } from './options.js'

type Value<Name extends OptionName> = (typeof options)[Name] extends Option<infer T> ? T : never

/** The whole configuration of a process, read once. */
export interface Config {
  readonly mode: 'embedded' | 'distributed'
  readonly dataDir: string
  /** None: in the data folder. */
  readonly backupDir?: string
  readonly httpPort: number
  readonly smtpPort: number
  readonly bind: string
  readonly publicUrl: string
  readonly mailDomain: string
  readonly demo: boolean
  /** Read models that a newer release has raised are taken back. */
  readonly takesBack: boolean
  readonly firstAdministrator?: { readonly email: string; readonly password: string }
  readonly clock: 'system' | 'controlled'
  readonly clockStart: Instant
  readonly logLevel: string
  /** 32 bytes in base64; none in embedded mode, where the data folder keeps it. */
  readonly masterKey?: string
  readonly trustedProxies: readonly string[]
  readonly smtpUrl?: string
  /** How people sign in with an account of their company's; none: by password alone. */
  readonly oidc?: OidcConfig
  /** Where traces go; none: nothing is traced. */
  readonly tracesTo?: string
  readonly engines?: { readonly eventStoreUrl: string; readonly kafkaBrokers: readonly string[]; readonly mongodbUrl: string }
}

/** Stops the start: names the variable and what it wants. */
export class WrongConfig extends Error {
  constructor(
    readonly variable: string,
    wants: string,
  ) {
    super(`${variable} wants ${wants}.`)
    this.name = 'WrongConfig'
  }
}

type Environment = Readonly<Record<string, string | undefined>>

/** Ours too, but read by the command line, the acceptance suite and the native engines. */
const ofOtherPrograms = new Set(['SPOC_TOKEN', 'SPOC_PASSWORD', 'SPOC_URL', 'SPOC_NATIVE_DIR', 'SPOC_ACCEPTANCE'])

export function loadConfig(environment: Environment): Config {
  for (const name of Object.keys(environment)) {
    if (name.startsWith('SPOC_') && !(name in options) && !ofOtherPrograms.has(name))
      throw new WrongConfig(name, `to go: there is no such option (known: ${Object.keys(options).join(', ')})`)
  }
  const read = <Name extends OptionName>(name: Name): Value<Name> | undefined => {
    const text = environment[name]
    const option = options[name] as Option<Value<Name>>
    if (text === undefined || text === '') return option.fallback
    const value = option.read(text)
    if (value === undefined) throw new WrongConfig(name, option.wants)
    return value
  }
  const need = <Name extends OptionName>(name: Name, when: string): Value<Name> => {
    const value = read(name)
    if (value === undefined) throw new WrongConfig(name, `${(options[name] as Option<unknown>).wants}; it is required ${when}`)
    return value
  }
  const mode = need('SPOC_MODE', '')
  const distributed = mode === 'distributed'
  const bind = need('SPOC_BIND', '')
  const httpPort = need('SPOC_HTTP_PORT', '')
  const clockStart = parseInstant(need('SPOC_CLOCK_START', ''))
  if (clockStart === undefined) throw new WrongConfig('SPOC_CLOCK_START', 'an instant with offset, e.g. `2026-01-12T08:00:00Z`')
  const masterKey = distributed ? need('SPOC_MASTER_KEY', 'when distributed') : read('SPOC_MASTER_KEY')
  const smtpUrl = read('SMTP_URL')
  const issuer = read('OIDC_ISSUER')
  if (issuer === undefined && read('OIDC_CLIENT_ID') !== undefined) need('OIDC_ISSUER', 'with `OIDC_CLIENT_ID`')
  const clientSecret = read('OIDC_CLIENT_SECRET')
  const tracesTo = read('OTEL_EXPORTER_OTLP_ENDPOINT')
  const backupDir = read('SPOC_BACKUP_DIR')
  return {
    mode,
    dataDir: need('SPOC_DATA_DIR', ''),
    ...(backupDir === undefined ? {} : { backupDir }),
    httpPort,
    smtpPort: need('SPOC_SMTP_PORT', ''),
    bind,
    publicUrl: (read('SPOC_PUBLIC_URL') ?? `http://${bind === '0.0.0.0' ? '127.0.0.1' : bind}:${httpPort}`).replace(/\/$/, ''),
    mailDomain: need('SPOC_MAIL_DOMAIN', ''),
    takesBack: read('SPOC_TAKE_BACK') === 'on',
    demo: (read('SPOC_DEMO') ?? (distributed ? 'off' : 'on')) === 'on',
    ...firstAdministrator(read('SPOC_ADMIN_EMAIL'), read('SPOC_ADMIN_PASSWORD')),
    clock: need('SPOC_CLOCK', ''),
    clockStart,
    logLevel: need('SPOC_LOG_LEVEL', ''),
    ...(masterKey === undefined ? {} : { masterKey }),
    trustedProxies: (read('SPOC_TRUSTED_PROXIES') ?? '')
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
    ...(smtpUrl === undefined ? {} : { smtpUrl }),
    ...(issuer === undefined
      ? {}
      : {
          oidc: {
            issuer,
            clientId: need('OIDC_CLIENT_ID', 'with `OIDC_ISSUER`'),
            ...(clientSecret === undefined ? {} : { clientSecret }),
            scopes: need('OIDC_SCOPES', ''),
            rolesClaim: need('OIDC_ROLES_CLAIM', ''),
            rolesMap: rolesMapIn(read('OIDC_ROLES_MAP') ?? '') ?? [],
          },
        }),
    ...(tracesTo === undefined ? {} : { tracesTo }),
    ...(distributed
      ? {
          engines: {
            eventStoreUrl: need('EVENTSTORE_URL', 'when distributed'),
            kafkaBrokers: need('KAFKA_BROKERS', 'when distributed')
              .split(',')
              .map((broker) => broker.trim()),
            mongodbUrl: need('MONGODB_URL', 'when distributed'),
          },
        }
      : {}),
  }
}

function firstAdministrator(email: string | undefined, password: string | undefined): Pick<Config, 'firstAdministrator'> {
  if (email === undefined && password === undefined) return {}
  if (email === undefined || !email.includes('@')) throw new WrongConfig('SPOC_ADMIN_EMAIL', 'an e-mail address')
  if (password === undefined || password.length < 12) throw new WrongConfig('SPOC_ADMIN_PASSWORD', 'at least 12 characters')
  return { firstAdministrator: { email, password } }
}
