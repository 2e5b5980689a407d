import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from '@spoc/platform-testing'
import { foundCompany, type Company } from '../company/company.js'
import { Visitor } from '../company/visitor.js'
import { mainOf } from '../platform/built.js'
import { Caller, signIn } from '../platform/caller.js'
import { ADMIN, MAIL_DOMAIN, STARTS_AT, type Platform } from '../platform/platform.js'
import { freePorts } from '../platform/ports.js'
import { theRun } from '../platform/profile.js'
import { answers, Program } from '../platform/program.js'
import { startPlatform } from '../platform/start-platform.js'

/** Two processes of the service that people sign in at, as behind an entry that sends a person now to one, now to the other. */
describe('sessions at two replicas of one service', () => {
  let folder: string
  let company: Company
  let platform: Platform
  let replica: Program
  let one: string
  let other: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'spoc-replica-'))
    company = await foundCompany()
    const shared = { ...company.environment, SPOC_MASTER_KEY: randomBytes(32).toString('base64') }
    platform = await startPlatform({ environment: shared })
    one = platform.services.find(({ name }) => name === 'intake')?.url ?? ''
    const [httpPort = 0, smtpPort = 0] = await freePorts(2)
    other = `http://127.0.0.1:${httpPort}`
    replica = new Program({
      name: 'another-intake',
      command: theRun().node,
      args: [mainOf('intake')],
      folder,
      env: {
        ...shared,
        ...platform.engineAddresses,
        SPOC_MODE: 'distributed',
        SPOC_DATA_DIR: platform.dataDir,
        SPOC_HTTP_PORT: String(httpPort),
        SPOC_SMTP_PORT: String(smtpPort),
        SPOC_PUBLIC_URL: platform.url,
        SPOC_MAIL_DOMAIN: MAIL_DOMAIN,
        SPOC_CLOCK: 'controlled',
        SPOC_CLOCK_START: STARTS_AT,
        SPOC_LOG_LEVEL: 'warn',
        KAFKAJS_NO_PARTITIONER_WARNING: '1',
      },
      isReady: () => answers(`${other}/health/ready`),
    })
    await Promise.all([replica.start(), company.program.start()])
    await company.settle(`${platform.url}/api/v1/sessions/oidc/callback`, {
      subject: 'ada',
      claims: { name: 'Ada', email: 'ada@provider.example', email_verified: true, roles: ['agent'] },
    })
  }, 240_000)
  afterAll(async () => {
    await replica?.stop()
    await platform?.stop()
    await company?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const CURRENT = '/api/v1/sessions/current'

  it('are good at both, and end at both, however busily they are used', async () => {
    const here = await signIn(one, ADMIN.email, ADMIN.password)
    const there = new Caller(other, { headers: here.shown })
    expect((await there.get(CURRENT)).status).toBe(200)
    expect((await here.delete(CURRENT)).status).toBe(204)
    await eventually(
      'the session ends',
      async () => (await there.get(CURRENT)).status,
      (status) => status === 401,
    )
  })

  it('are opened at one by a sign-in with a company account that was begun at the other', async () => {
    const visitor = new Visitor(one)
    const back = await visitor.comeBackFrom()
    expect((await visitor.visit(new URL(`${back.pathname}${back.search}`, other))).headers.get('location')).toBe('/')
    expect((await visitor.caller.get(CURRENT)).body).toMatchObject({ person: { name: 'Ada', roles: ['agent'] } })
  })

  it('are opened once, though both are asked to finish the sign-in at once', async () => {
    const visitor = new Visitor(one)
    const back = await visitor.comeBackFrom()
    const led = await Promise.all([one, other].map((url) => visitor.visit(new URL(`${back.pathname}${back.search}`, url))))
    expect(led.map(({ headers }) => headers.get('location')).sort()).toEqual(['/', '/sign-in?problem=sign-in-not-begun'])
  })
})
