import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { againstContracts } from '../contracts/kept-to.js'
import { keptBy } from '../faults/storage.js'
import { built } from '../platform/built.js'
import { Caller, must, signIn } from '../platform/caller.js'
import { outgoingMails } from '../platform/mail.js'
import { freePorts } from '../platform/ports.js'
import { theRun } from '../platform/profile.js'
import { answers, Program } from '../platform/program.js'
import { allOf, type Item } from '../journeys/reading.js'

/** Point 2 of what a person can do: a believable day, played through the channels, that ends at now and leaves the platform running. */
describe('the demonstration', () => {
  let folder: string
  let program: Program
  let url: string
  let maren: Caller
  let requests: readonly Item[]

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'spoc-demo-'))
    const [httpPort = 0, smtpPort = 0] = await freePorts(2)
    url = `http://127.0.0.1:${httpPort}`
    program = new Program({
      name: 'demo',
      command: theRun().node,
      args: [built('tools/demo.mjs')],
      folder,
      env: { SPOC_HTTP_PORT: String(httpPort), SPOC_SMTP_PORT: String(smtpPort) },
      isReady: () => Promise.resolve(program.output.includes('The day is over')),
    })
    await program.start()
    const { people } = JSON.parse(await readFile(join(folder, 'data-demo/sign-in.json'), 'utf8'))
    const { email, password } = people.find((person: { readonly email: string }) => person.email.startsWith('maren'))
    maren = await signIn(url, email, password)
    requests = await allOf(maren, '/api/v1/requests')
  }, 240_000)
  afterAll(async () => {
    await program?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('brings requests in by each channel, of each account', () => {
    const channels = new Set(requests.map(({ channel }) => channel))
    expect([...channels]).toEqual(expect.arrayContaining(['mail', 'portal', 'alertmanager', 'phone']))
    expect(new Set(requests.flatMap(({ accountName }) => accountName ?? [])).size).toBe(3)
  })

  it('shows the platform at each of its jobs', async () => {
    const statuses = new Set(requests.map(({ status }) => status))
    expect([...statuses]).toEqual(expect.arrayContaining(['closed', 'in-progress']))
    expect(JSON.stringify(requests)).toContain('"state":"breached"')
    expect((await allOf(maren, '/api/v1/works')).map(({ state }) => state)).toContain('confirmed')
    expect((await allOf(maren, '/api/v1/engagements')).length).toBeGreaterThan(0)
    const notices = (await outgoingMails(join(folder, 'data-demo/mail'))).flatMap(({ attachments }) => attachments)
    expect(notices.some(({ content }) => content.toString().includes('X-MAINTNOTE-STATUS'))).toBe(true)
  })

  it('has come to the present, and goes on with the time of the machine', async () => {
    const { now } = await must(maren.get('/api/v1/clock'))
    expect(Math.abs(Date.parse(String(now)) - Date.now())).toBeLessThan(5_000)
  })

  it('has left nothing behind that could not be handled', async () => {
    const { text } = await new Caller(url).get('/metrics')
    const odd = [...text.matchAll(/^spoc_(?:parked_subjects|broken_documents)\{.*\} (\d+)$/gm)].filter(
      ([, count]) => count !== '0',
    )
    expect(odd).toEqual([])
  })

  it('ends when it is told to, with all that it has started', async () => {
    await program.stop()
    expect(await answers(`${url}/health/live`)).toBe(false)
  })

  it('keeps to the contracts for others, in all that it has recorded and shows', async () => {
    const left = { profile: 'embedded', dataDir: join(folder, 'data-demo'), engineAddresses: {} } as const
    expect(againstContracts(await keptBy(left))).toEqual([])
  })
})
