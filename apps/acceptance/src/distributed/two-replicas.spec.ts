import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from '@spoc/platform-testing'
import { foundCompany, type Company } from '../company/company.js'
import { Visitor } from '../company/visitor.js'
import { Caller, signIn } from '../platform/caller.js'
import { ADMIN, type Platform, type Service } from '../platform/platform.js'
import { replicaOf } from '../platform/replica.js'
import { startPlatform } from '../platform/start-platform.js'
import { comingAndGoing } from './coming-and-going.js'
import { TwoMonitors } from './two-monitors.js'

describe('two replicas of one service', () => {
  let folder: string
  let company: Company
  let platform: Platform
  let shared: Readonly<Record<string, string>>
  const replicas: Service[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'spoc-replica-'))
    company = await foundCompany()
    shared = { ...company.environment, SPOC_MASTER_KEY: randomBytes(32).toString('base64') }
    platform = await startPlatform({ environment: shared })
  }, 600_000)
  afterAll(async () => {
    for (const { program } of replicas) await program.stop()
    await platform?.stop()
    await company?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const another = async (service: string, environment: Readonly<Record<string, string>> = {}) => {
    const replica = await replicaOf(platform, service, { folder, environment: { ...shared, ...environment } })
    replicas.push(replica)
    return replica
  }

  /** As behind an entry that sends a person now to one, now to the other. */
  describe('that people sign in at', () => {
    let one: string
    let other: string

    beforeAll(async () => {
      one = platform.services.find(({ name }) => name === 'intake')?.url ?? ''
      const replica = await another('intake')
      other = replica.url
      await Promise.all([replica.program.start(), company.program.start()])
      await company.settle(`${platform.url}/api/v1/sessions/oidc/callback`, {
        subject: 'ada',
        claims: { name: 'Ada', email: 'ada@provider.example', email_verified: true, roles: ['agent'] },
      })
    }, 600_000)
    afterAll(() => replicas.pop()?.program.stop())

    const CURRENT = '/api/v1/sessions/current'

    it('has sessions that are good at both, and end at both, however busily they are used', async () => {
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

    it('has sessions that are opened at one by a sign-in with a company account that was begun at the other', async () => {
      const visitor = new Visitor(one)
      const back = await visitor.comeBackFrom()
      expect((await visitor.visit(new URL(`${back.pathname}${back.search}`, other))).headers.get('location')).toBe('/')
      expect((await visitor.caller.get(CURRENT)).body).toMatchObject({ person: { name: 'Ada', roles: ['agent'] } })
    })

    it('has sessions that are opened once, though both are asked to finish the sign-in at once', async () => {
      const visitor = new Visitor(one)
      const back = await visitor.comeBackFrom()
      const led = await Promise.all([one, other].map((url) => visitor.visit(new URL(`${back.pathname}${back.search}`, url))))
      expect(led.map(({ headers }) => headers.get('location')).sort()).toEqual(['/', '/sign-in?problem=sign-in-not-begun'])
    })
  })

  describe('that keeps the clocks', () => {
    let monitors: TwoMonitors

    beforeAll(async () => {
      monitors = await TwoMonitors.of(platform, await another('sla-monitor'))
      await monitors.second.program.start()
    }, 600_000)
    afterAll(() => monitors?.close())

    comingAndGoing(() => monitors)
  })
})
