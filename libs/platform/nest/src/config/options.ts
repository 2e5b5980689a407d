import { isSafeIssuer, rolesMapIn } from './oidc.js'

/** One option: how its text is read, what it is unless told, and what it is for. The reference table in the docs is made from this. */
export interface Option<T> {
  readonly read: (text: string) => T | undefined
  readonly wants: string
  readonly fallback: T | undefined
  readonly about: string
}

const text = (about: string, fallback?: string): Option<string> => ({
  read: (value) => value,
  wants: 'any text',
  fallback,
  about,
})
const oneOf = <const T extends string>(values: readonly T[], fallback: NoInfer<T> | undefined, about: string): Option<T> => ({
  read: (value) => values.find((candidate) => candidate === value),
  wants: values.map((value) => `\`${value}\``).join(' or '),
  fallback,
  about,
})
const port = (fallback: number, about: string): Option<number> => ({
  read: (value) => (/^\d{1,5}$/.test(value) && Number(value) <= 65_535 ? Number(value) : undefined),
  wants: 'a port, 0 to 65535 (0: any free one)',
  fallback,
  about,
})
const url = (schemes: readonly string[], about: string, fallback?: string): Option<string> => ({
  read: (value) => (schemes.some((scheme) => value.startsWith(`${scheme}://`)) && URL.canParse(value) ? value : undefined),
  wants: `a URL beginning with ${schemes.map((scheme) => `\`${scheme}://\``).join(' or ')}`,
  fallback,
  about,
})

/** Every option there is, by the name of its environment variable. */
export const options = {
  SPOC_MODE: oneOf(
    ['embedded', 'distributed'],
    'embedded',
    'All services in one process on a data folder, or one process per service on EventStoreDB, Kafka and MongoDB.',
  ),
  SPOC_DATA_DIR: text('The data folder of the embedded mode; outgoing mail without `SMTP_URL` is put here too.', './data'),
  SPOC_BACKUP_DIR: text(
    'Where backups of the data folder are kept, of this one alone. Unless told: `backups` in the data folder; another disk is better.',
  ),
  SPOC_HTTP_PORT: port(3000, 'Where HTTP is served.'),
  SPOC_SMTP_PORT: port(2525, 'Where mail is received.'),
  SPOC_BIND: text('The address to listen on.', '127.0.0.1'),
  SPOC_PUBLIC_URL: url(['http', 'https'], 'What links in mails and notices begin with. Unless told: where HTTP is served.'),
  SPOC_MAIL_DOMAIN: text('The domain of our own addresses and Message-IDs.', 'spoc.localhost'),
  SPOC_DEMO: oneOf(
    ['on', 'off'],
    undefined,
    'Fill an empty data folder with the demonstration provider. Unless told: `on` in embedded mode, `off` when distributed.',
  ),
  SPOC_TAKE_BACK: oneOf(
    ['on', 'off'],
    'off',
    'After a rollback: read models that a newer release has raised are filled anew by this one. Only while no process of the newer release runs. In embedded mode it is always done.',
  ),
  SPOC_ADMIN_EMAIL: text('E-mail address of the first administrator, made where there is nobody yet and `SPOC_DEMO` is `off`.'),
  SPOC_ADMIN_PASSWORD: text('Password of the first administrator; at least 12 characters.'),
  SPOC_CLOCK: oneOf(
    ['system', 'controlled'],
    'system',
    'The time of the machine, or a clock that is moved by the API; a data folder keeps the kind it was made for.',
  ),
  SPOC_CLOCK_START: text(
    'Where a controlled clock begins, as an instant with offset. Unless told: 2026-01-12T08:00:00Z.',
    '2026-01-12T08:00:00.000Z',
  ),
  SPOC_LOG_LEVEL: oneOf(
    ['trace', 'debug', 'info', 'warn', 'error', 'silent'],
    'info',
    'The least severe log line that is written.',
  ),
  SPOC_MASTER_KEY: {
    read: (value: string) => (Buffer.from(value, 'base64').length === 32 ? value : undefined),
    wants: '32 bytes in base64',
    fallback: undefined,
    about:
      'Wraps the keys of personal data. Made in the data folder when embedded; required when distributed. Without it nothing personal can be read again.',
  } as Option<string>,
  SPOC_TRUSTED_PROXIES: text('Addresses or networks (comma separated) whose `X-Forwarded-For` is believed.', ''),
  SMTP_URL: url(
    ['smtp', 'smtps'],
    'The server that outgoing mail is handed to. Without it each mail becomes an `.eml` file in the data folder.',
  ),
  EVENTSTORE_URL: url(['esdb', 'esdb+discover'], 'EventStoreDB; required when distributed.'),
  KAFKA_BROKERS: {
    read: (value: string) => (value.split(',').every((broker) => /^[^\s:]+:\d{1,5}$/.test(broker.trim())) ? value : undefined),
    wants: '`host:port`, comma separated',
    fallback: undefined,
    about: 'Kafka; required when distributed.',
  } as Option<string>,
  MONGODB_URL: url(['mongodb', 'mongodb+srv'], 'MongoDB, with the database in the path; required when distributed.'),
  OIDC_ISSUER: {
    read: (value: string) => (isSafeIssuer(value) ? value : undefined),
    wants: 'a URL beginning with `https://`; `http://` is taken for loopback addresses alone (`127.0.0.1`, `[::1]`, `localhost`)',
    fallback: undefined,
    about:
      'The OpenID Connect provider that people sign in with, as it names itself in its metadata. Unless told: passwords alone.',
  } as Option<string>,
  OIDC_CLIENT_ID: text('What the OpenID Connect provider knows this platform by; required with `OIDC_ISSUER`.'),
  OIDC_CLIENT_SECRET: text('The secret that goes with `OIDC_CLIENT_ID`; none for a public client.'),
  OIDC_SCOPES: text(
    'What is asked of the OpenID Connect provider, `openid` among it, with spaces between.',
    'openid email profile',
  ),
  OIDC_ROLES_CLAIM: text(
    'The claim that tells roles: its name, or its path with dots between (`realm_access.roles`); one text or a list of them.',
    'roles',
  ),
  OIDC_ROLES_MAP: {
    read: (value: string) => (rolesMapIn(value) === undefined ? undefined : value),
    wants:
      '`value=role`, comma separated, where the role is one of the provider’s own people, e.g. `noc-admins=admin,servicedesk=agent`',
    fallback: undefined,
    about: 'Which roles other values of the claim stand for. A value that is the name of a role needs no mapping.',
  } as Option<string>,
  OTEL_EXPORTER_OTLP_ENDPOINT: url(
    ['http', 'https'],
    'Where traces are handed over, by OTLP over HTTP (`/v1/traces` is added). Without it nothing is traced. The other variables of OpenTelemetry (`OTEL_TRACES_SAMPLER`, `OTEL_BSP_MAX_QUEUE_SIZE`, …) hold too.',
  ),
} satisfies Record<string, Option<unknown>>

export type OptionName = keyof typeof options
