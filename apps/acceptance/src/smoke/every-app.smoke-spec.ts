import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mainOf } from '../platform/built.js'
import { Caller } from '../platform/caller.js'
import { freePorts } from '../platform/ports.js'
import { theRun } from '../platform/profile.js'
import { answers, Program } from '../platform/program.js'

const GOODBYE_WITHIN_MS = 5_000

describe.each(['spoc', 'intake', 'routing', 'sla-monitor', 'works', 'reporting'])('the built program of %s', (app) => {
  let folder: string
  let program: Program
  let caller: Caller

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'spoc-smoke-'))
    const [httpPort = 0, smtpPort = 0] = await freePorts(2)
    caller = new Caller(`http://127.0.0.1:${httpPort}`)
    program = new Program({
      name: app,
      command: theRun().node,
      args: [mainOf(app)],
      folder,
      env: {
        SPOC_DATA_DIR: join(folder, 'data'),
        SPOC_HTTP_PORT: String(httpPort),
        SPOC_SMTP_PORT: String(smtpPort),
        SPOC_DEMO: 'off',
      },
      isReady: () => answers(`${caller.url}/health/live`),
    })
    await program.start()
  })
  afterAll(async () => {
    await program.kill()
    await rm(folder, { recursive: true, force: true })
  })

  it('says that it can serve, with its engines up', async () => {
    const { status, body } = await caller.get('/health/ready')
    expect({ status, body }).toMatchObject({ status: 200, body: { status: 'ready', feed: 'following' } })
    expect(new Set(Object.values(body['engines'] ?? {}))).toEqual(new Set(['up']))
  })

  it('says which release of which service it is', async () => {
    expect((await caller.get('/version')).body).toMatchObject({ service: app, version: expect.stringMatching(/^\d+\.\d+\.\d+$/) })
  })

  it('describes its interface', async () => {
    expect((await caller.get('/openapi.json')).body).toMatchObject({ openapi: expect.stringMatching(/^3\.1\./) })
    expect((await caller.get('/docs')).status).toBe(200)
  })

  it('leads from what runs to its sources', async () => {
    const { sources } = JSON.parse(await readFile(`${mainOf(app)}.map`, 'utf8')) as { readonly sources: readonly string[] }
    expect(sources.filter((source) => !source.endsWith('.ts') && !source.includes('node_modules'))).toEqual([])
    expect(sources).toContainEqual(expect.stringMatching(`/${app}/src/main.ts$`))
  })

  it('says goodbye in order and soon when it is told to end', async () => {
    const { code, tookMs } = await program.stop()
    expect({ code, output: program.output.includes('failed') }).toEqual({ code: 0, output: false })
    expect(tookMs).toBeLessThan(GOODBYE_WITHIN_MS)
  })
})
