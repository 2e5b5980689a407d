import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mainOf } from '../platform/built.js'
import { Caller, must, signIn } from '../platform/caller.js'
import { freePorts } from '../platform/ports.js'
import { theRun } from '../platform/profile.js'
import { answers, Program } from '../platform/program.js'
import { allOf, itemIn } from '../journeys/reading.js'

const READY_WITHIN_MS = 120_000
const READY_AGAIN_WITHIN_MS = 15_000

/** Point 1 of what a person can do: nothing is configured, and there is a provider to look at. */
describe('the platform started on an empty folder, with nothing configured', () => {
  let folder: string
  let program: Program
  let url: string
  let tookMs: number
  let tookAgainMs: number
  const startTimed = async () => {
    const began = performance.now()
    await program.start()
    return performance.now() - began
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'spoc-first-'))
    const [httpPort = 0, smtpPort = 0] = await freePorts(2)
    url = `http://127.0.0.1:${httpPort}`
    const env = { SPOC_HTTP_PORT: String(httpPort), SPOC_SMTP_PORT: String(smtpPort), SPOC_LOG_LEVEL: 'warn' }
    const isReady = () => answers(`${url}/health/ready`)
    program = new Program({ name: 'spoc', command: theRun().node, args: [mainOf('spoc')], folder, env, isReady })
    tookMs = await startTimed()
    await program.stop()
    tookAgainMs = await startTimed()
  }, 240_000)
  afterAll(async () => {
    await program?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const people = async (): Promise<readonly { readonly email: string; readonly password: string; readonly role: string }[]> =>
    JSON.parse(await readFile(join(folder, 'data/sign-in.json'), 'utf8')).people

  it('is ready within two minutes the first time, and within seconds the next', () => {
    expect(tookMs).toBeLessThan(READY_WITHIN_MS)
    expect(tookAgainMs).toBeLessThan(READY_AGAIN_WITHIN_MS)
  })

  it('prints where to go and how to sign in, and prints a password once', async () => {
    expect(program.output).toContain(url)
    for (const { email, password } of await people()) {
      expect(program.output).toContain(email)
      expect(program.output.split(password)).toHaveLength(2)
    }
  })

  it('lets everybody in whom it named', async () => {
    for (const { email, password } of await people()) {
      const caller = await signIn(url, email, password)
      expect((await caller.get('/api/v1/sessions/current')).body).toMatchObject({ person: { email } })
    }
  })

  it('has three accounts in it: one with a named SPOC, one with a duty team, one around the clock', async () => {
    const { email, password } = (await people()).find(({ role }) => role === 'admin') ?? { email: '', password: '' }
    const admin = await signIn(url, email, password)
    const accounts = await allOf(admin, '/api/v1/accounts')
    const kinds = accounts.map(({ arrangement }) => itemIn(arrangement)['kind'])
    expect(kinds.sort()).toEqual(['24x7', 'duty-team', 'named'])
    const lists = ['contacts', 'contracts', 'services', 'sla-policies', 'calendars', 'teams', 'rotas', 'escalation-policies']
    for (const list of lists)
      expect({ list, isEmpty: (await allOf(admin, `/api/v1/${list}`)).length === 0 }).toEqual({ list, isEmpty: false })
    const services = await allOf(admin, '/api/v1/services')
    expect(services.some(({ dependsOn }) => Array.isArray(dependsOn) && dependsOn.length > 0)).toBe(true)
    expect(services.some(({ redundancyGroup }) => typeof redundancyGroup === 'string')).toBe(true)
  })

  it('proves that its duty is covered for the weeks ahead', async () => {
    const { email, password } = (await people()).find(({ role }) => role === 'admin') ?? { email: '', password: '' }
    const admin = await signIn(url, email, password)
    expect(await must(admin.get('/api/v1/rotas/coverage?days=21'))).toMatchObject({ covered: true })
  })

  it('serves the console, and never its page in place of an answer of the interface', async () => {
    const nobody = new Caller(url)
    expect((await nobody.get('/')).headers['content-type']).toMatch(/text\/html/)
    expect((await nobody.get('/requests/R-1000002')).headers['content-type']).toMatch(/text\/html/)
    expect((await nobody.get('/api/v1/nothing')).headers['content-type']).toMatch(/problem\+json/)
  })

  it('lives by the machine’s time, and does not let it be moved', async () => {
    const { email, password } = (await people()).find(({ role }) => role === 'admin') ?? { email: '', password: '' }
    const admin = await signIn(url, email, password)
    expect((await admin.post('/api/v1/clock', { to: '2999-01-01T00:00:00Z' })).body).toMatchObject({
      code: 'clock-not-controlled',
    })
  })

  it('belongs to one process: a second one on its folder says so and ends', async () => {
    const [httpPort = 0, smtpPort = 0] = await freePorts(2)
    const env = { SPOC_HTTP_PORT: String(httpPort), SPOC_SMTP_PORT: String(smtpPort) }
    const second = new Program({
      name: 'second',
      command: theRun().node,
      args: [mainOf('spoc')],
      folder,
      env,
      isReady: () => Promise.resolve(false),
    })
    await expect(second.start()).rejects.toThrow(/in use by process/)
    expect((await new Caller(url).get('/health/ready')).status).toBe(200)
  })

  it('names the option that is wrong, and what it wants', async () => {
    for (const [name, value] of [
      ['SPOC_MODE', 'both'],
      ['SPOC_HTTP_PORT', 'eighty'],
      ['SPOC_NONSENSE', 'x'],
    ] as const) {
      const wrong = new Program({
        name: 'wrong',
        command: theRun().node,
        args: [mainOf('spoc')],
        folder,
        env: { [name]: value },
        isReady: () => Promise.resolve(false),
      })
      await expect(wrong.start()).rejects.toThrow(name)
    }
  })
})
