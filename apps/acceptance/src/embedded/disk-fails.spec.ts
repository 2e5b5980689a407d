import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from '../platform/built.js'
import { must, type Caller } from '../platform/caller.js'
import { startEmbedded } from '../platform/embedded.js'
import type { Platform } from '../platform/platform.js'
import type { Program } from '../platform/program.js'
import { furnish } from '../provider/furnish.js'

const FAILING_DISK = pathToFileURL(join(root, 'apps/acceptance/src/platform/failing-disk.mjs')).href

describe('a disk that fails to sync what was written', () => {
  let platform: Platform
  let program: Program
  let client: Caller
  let folder: string
  const failing = () => join(folder, 'failing')
  const send = (title: string) =>
    client.post('/api/v1/requests', { kind: 'incident', title, description: 'Words.' }, { 'idempotency-key': title })

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'spoc-disk-'))
    platform = await startEmbedded({
      environment: { NODE_OPTIONS: `--import ${FAILING_DISK}`, DISK_FAILS_WHILE: failing() },
    })
    program = platform.services[0]!.program
    client = await (await furnish(platform)).as('anna')
    await must(send('Before'))
    await platform.settle()
  }, 300_000)
  afterAll(async () => {
    await platform?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('ends the process, which acknowledges nothing more and says why', async () => {
    await writeFile(failing(), '')
    expect(await send('Meanwhile')).toMatchObject({ status: 503, body: { code: 'engine-away' } })
    expect(await program.hasEnded(10_000)).toBe(true)
    expect(program.output).toContain('The disk failed to keep what was written')
  })

  it('loses nothing that was acknowledged, and takes what is sent again once', async () => {
    await rm(failing())
    await program.start()
    await must(send('Meanwhile'))
    await must(send('Meanwhile'))
    await platform.settle()
    const { items } = await must(client.get('/api/v1/requests'))
    const titles = (items as readonly { readonly title: string }[]).map(({ title }) => title)
    expect(titles.filter((title) => title === 'Before' || title === 'Meanwhile').sort()).toEqual(['Before', 'Meanwhile'])
  })
})
