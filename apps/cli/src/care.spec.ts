import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDataFolder } from '@spoc/adapters-embedded'
import { openWorld, type World } from '@spoc/platform-testing/world'
import { platformOf, spoc } from '../test/io.js'

const name = 'backup-20260112T160000000Z'
const backup = (state: string, more = {}) => ({
  name,
  state,
  begunAt: '2026-01-12T16:00:00.000Z',
  position: '7',
  bytes: 1_500_000,
  bytesInAll: 3_000_000,
  ...more,
})

describe('the care of a data folder, on the command line', () => {
  it('begins a backup, and says no more of it unless told to wait', async () => {
    const { asked, fetch } = platformOf({ 'POST /api/v1/backups': () => Response.json(backup('running'), { status: 202 }) })
    expect(await spoc(['backup', 'create', '--token', 't'], { fetch })).toMatchObject({
      code: 0,
      out: `${name}: running.\n`,
      err: '',
    })
    expect(asked).toHaveLength(1)
  })
  it.each([
    ['complete', {}, 0, `${name}: complete.\n`],
    ['failed', { because: 'the disk is full' }, 1, `${name}: failed, because the disk is full.\n`],
    ['cancelled', {}, 1, `${name}: cancelled.\n`],
  ])('waits for one that becomes %s, tells how far it is, and ends with its code', async (state, more, code, out) => {
    const { fetch } = platformOf({
      'POST /api/v1/backups': () => Response.json(backup('running'), { status: 202 }),
      [`GET /api/v1/backups/${name}`]: () => Response.json(backup(state, more)),
    })
    const ran = await spoc(['backup', 'create', '--wait', '--token', 't'], { fetch })
    expect(ran).toMatchObject({ code, out, err: '1.5 MB of 3.0 MB\n' })
  })
  it('names what is no backup, and restores none of it', async () => {
    const root = mkdtempSync(join(tmpdir(), 'spoc-cli-'))
    writeFileSync(join(root, 'log.db'), '')
    for (const words of [
      ['backup', 'verify', root],
      ['restore', root, '--into', join(root, 'new')],
    ])
      expect(await spoc(words)).toMatchObject({
        code: 1,
        out: '',
        err: `${root} is no whole backup: it has no manifest.jsonl.\n`,
      })
    expect(await spoc(['restore', root])).toMatchObject({ code: 2 })
    rmSync(root, { recursive: true })
  })

  describe('of a platform at work', () => {
    let world: World
    let root: string
    let token: string
    const run = (...words: readonly string[]) => spoc(['--url', world.url, '--token', token, ...words], { fetch })

    beforeAll(async () => {
      root = mkdtempSync(join(tmpdir(), 'spoc-cli-'))
      world = await openWorld({ contexts: [], contracts: [], environment: { SPOC_BACKUP_DIR: join(root, 'kept') } })
      token = (await world.as('admin')).token
    })
    afterAll(async () => {
      await world.close()
      rmSync(root, { recursive: true, force: true })
    })

    it('is saved where the configuration says, verified, and restored', async () => {
      const created = await run('backup', 'create', '--wait', '--json')
      expect(created.code).toBe(0)
      const made = join(root, 'kept', (JSON.parse(created.out) as { name: string }).name)
      expect((await run('backup', 'list')).out).toMatch(
        /^NAME +SHOWS +STATE +POSITION +SIZE +BECAUSE\nbackup-\S+ +\S+ +complete /,
      )
      expect((await spoc(['backup', 'verify', made])).out).toContain(`${made}: whole.\n  4 files, `)
      const into = join(root, 'restored')
      expect(await spoc(['restore', made, '--into', into])).toMatchObject({
        code: 0,
        out: expect.stringContaining(`${into} is as of `),
      })
      openDataFolder(into).close()
      expect(await spoc(['restore', made, '--into', into])).toMatchObject({
        code: 1,
        err: expect.stringContaining('is not empty'),
      })
    })
    it('is measured and compacted', async () => {
      const { code, out } = await run('storage', '--compact')
      expect(code).toBe(0)
      expect(out).toMatch(/^Given back: \d.*\.\n\nPART +SIZE +OF IT FREE\nlog +\d/)
    })
    it('is refused what is not there, and to others', async () => {
      expect(await run('backup', 'cancel', name)).toMatchObject({ code: 1, err: 'There is no such backup. (backup-unknown)\n' })
      const agent = (await world.as('agent')).token
      const refused = await spoc(['--url', world.url, '--token', agent, 'backup', 'create'], { fetch })
      expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('(not-allowed)') })
    })
  })
})
