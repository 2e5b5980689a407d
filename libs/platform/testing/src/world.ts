import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newId, type EventContract, type Given, type Instant } from '@spoc/platform-kernel'
import type { Documents } from '@spoc/platform-ports'
import { openEngines } from '@spoc/platform-engines'
import {
  hashToken,
  loadConfig,
  newToken,
  openLogger,
  openService,
  Secrets,
  SESSIONS,
  TOKENS,
  type ContextModule,
  type OpenService,
  type Role,
  type SessionDocument,
  type TokenDocument,
} from '@spoc/platform-nest'

/** An HTTP answer, whole. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  // What a route answers is for the spec to say.
  readonly body: unknown
}

/** Somebody who calls the platform over HTTP. */
export interface CallerOf {
  readonly personId: string
  readonly token: string
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>
  post(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>
  put(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>
  delete(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>
}

/** Contexts at work on real embedded engines in a folder of their own, with a clock that stands still until it is moved. */
export interface World {
  readonly service: OpenService
  readonly url: string
  /** A signed-in person with these roles; a client sees only these accounts. */
  as(
    roles: Role | readonly Role[],
    who?: { readonly personId?: string; readonly accountIds?: readonly string[]; readonly contactId?: string },
  ): Promise<CallerOf>
  /** An integration with these scopes; for one account where it is named. */
  integration(scopes: readonly string[], accountId?: string): Promise<CallerOf>
  anonymous: CallerOf
  /** What a command brings along when a spec speaks to the streams directly. */
  given(over?: Partial<Given>): Given
  moveTo(instant: Instant): Promise<void>
  /** Stops without a goodbye to the engines' data, and opens the same folder again. */
  reopen(): Promise<void>
  close(): Promise<void>
}

export interface WorldOptions {
  readonly contexts: readonly ContextModule[]
  readonly contracts: readonly EventContract[]
  readonly startsAt?: Instant
  readonly environment?: Readonly<Record<string, string>>
}

export async function openWorld({
  contexts,
  contracts,
  startsAt = '2026-01-12T08:00:00.000Z',
  environment = {},
}: WorldOptions): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'spoc-world-'))
  const config = loadConfig({
    SPOC_DATA_DIR: folder,
    SPOC_HTTP_PORT: '0',
    SPOC_SMTP_PORT: '0',
    SPOC_CLOCK: 'controlled',
    SPOC_CLOCK_START: startsAt,
    SPOC_LOG_LEVEL: 'error',
    SPOC_DEMO: 'off',
    ...environment,
  })
  const logger = openLogger('spec', config.logLevel)
  const start = async () => {
    const { engines, masterKey } = await openEngines(config, 'spec', {}, (what, error) => logger.warn({ err: error, what }))
    const opened = await openService(
      { name: 'spec', version: '0', contexts, contracts },
      config,
      engines,
      new Secrets(masterKey),
      logger,
    )
    opened.serve()
    return opened
  }
  let service = await start()
  const url = () => `http://127.0.0.1:${service.port}`
  const documents = (): Documents => service.background.engines.documents
  const caller = (personId: string, token: string): CallerOf => {
    const send =
      (method: string) =>
      async (path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) =>
        call(url() + path, method, token, body, headers)
    const bare =
      (method: string) =>
      async (path: string, headers: Readonly<Record<string, string>> = {}) =>
        call(url() + path, method, token, undefined, headers)
    return { personId, token, get: bare('GET'), delete: bare('DELETE'), post: send('POST'), put: send('PUT') }
  }
  return {
    get service() {
      return service
    },
    get url() {
      return url()
    },
    async as(roles, { personId = newId(Date.now()), accountIds = [], contactId } = {}) {
      const token = newToken('ses')
      const sessions = await documents().collection<SessionDocument>(SESSIONS)
      const session = {
        _id: hashToken(token),
        personId,
        roles: typeof roles === 'string' ? [roles] : roles,
        accountIds,
        expiresAt: '2999-01-01T00:00:00.000Z',
      }
      await sessions.insert(contactId === undefined ? session : { ...session, contactId })
      return caller(personId, token)
    },
    async integration(scopes, accountId) {
      const token = newToken('int')
      const integrationId: string = newId(Date.now())
      const tokens = await documents().collection<TokenDocument>(TOKENS)
      await tokens.insert({
        _id: hashToken(token),
        tokenId: newId(Date.now()),
        integrationId,
        scopes,
        ...(accountId === undefined ? {} : { accountId }),
      })
      return caller(integrationId, token)
    },
    anonymous: caller('', ''),
    given: (over = {}) => ({
      now: service.background.engines.clock.now(),
      actor: { kind: 'system', id: 'spec' },
      channel: 'api',
      correlation: 'spec',
      ...over,
    }),
    moveTo: (instant) => service.background.engines.clock.moveTo(instant),
    async reopen() {
      await service.close()
      service = await start()
    },
    async close() {
      await service.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function call(
  url: string,
  method: string,
  token: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '')
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: isJson && text !== '' ? JSON.parse(text) : text,
  }
}
