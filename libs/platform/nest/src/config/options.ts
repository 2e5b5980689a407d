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
  OIDC_ISSUER: url(['https', 'http'], 'Reserved for sign-in by OpenID Connect.'),
  OIDC_CLIENT_ID: text('Reserved for sign-in by OpenID Connect.'),
  OIDC_CLIENT_SECRET: text('Reserved for sign-in by OpenID Connect.'),
} satisfies Record<string, Option<unknown>>

export type OptionName = keyof typeof options
