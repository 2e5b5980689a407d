import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { auditContext } from '@spoc/audit-feature'
import { requestFacts, type RequestEvent } from '@spoc/intake-contracts'
import { catalogue } from '@spoc/platform-catalogue'
import { openWorld, type CallerOf, type World } from '@spoc/platform-testing/world'
import { reportingContext } from '@spoc/reporting-feature'
import { spoc } from '../test/io.js'

const requestId = '0190a6c2-0000-7000-8000-000000000e01'
const golden = join(__dirname, '..', '..', '..', 'libs', 'intake', 'contracts', 'golden')
const fact = (type: RequestEvent['type']) => JSON.parse(readFileSync(join(golden, `${type}.json`), 'utf8')) as RequestEvent

describe('the record of a request, on the command line', () => {
  let world: World
  let auditor: CallerOf
  const run = (...words: readonly string[]) => spoc(['--url', world.url, '--token', auditor.token, ...words], { fetch })
  const bundled = async () => {
    const files = new Map<string, string>()
    const words = ['--url', world.url, 'requests', 'bundle', 'R-1000015', '-o', 'bundle.jsonl']
    const ran = await spoc(words, { fetch, files, environment: { SPOC_TOKEN: auditor.token } })
    expect(ran).toMatchObject({ code: 0, err: '' })
    return files.get('bundle.jsonl') ?? ''
  }
  const verify = (text: string, ...more: readonly string[]) =>
    spoc(['verify', 'bundle.jsonl', ...more], { files: new Map([['bundle.jsonl', text]]), fetch })

  beforeAll(async () => {
    world = await openWorld({ contexts: [auditContext, reportingContext], contracts: catalogue })
    auditor = await world.as(['auditor', 'reporter'])
    const { streams } = world.service.background
    for (const type of ['intake.request-received.v1', 'intake.request-taken-up.v1', 'intake.priority-set.v1'] as const)
      await streams.change(requestFacts, requestId, world.given(), () => [fact(type)])
  })
  afterAll(() => world.close())

  describe('a bundle', () => {
    it('is verified offline', async () => {
      const ran = await spoc(['verify', 'bundle.jsonl'], { files: new Map([['bundle.jsonl', await bundled()]]) })
      expect(ran).toMatchObject({ code: 0, err: '' })
      expect(ran.out).toMatch(/^bundle\.jsonl: whole\.\n {2}\d+ events of \d+ streams about 0190a6c2-/)
    })
    it('that was tampered with is found out, and the changed event named', async () => {
      const { code, out } = await verify((await bundled()).replace('"priority":"P2"', '"priority":"P4"'))
      expect(code).toBe(1)
      expect(out).toContain('not whole')
      expect(out).toMatch(new RegExp(`Event \\S+ \\(request-${requestId}, revision 0, place 1\\) was changed\\.`))
    })
    it('that lacks an event says which one was dropped', async () => {
      const lines = (await bundled()).split('\n')
      const { code, out } = await verify(lines.toSpliced(2, 1).join('\n'))
      expect(code).toBe(1)
      expect(out).toMatch(/The event at place 2 was dropped/)
      expect(out).toContain(`Revision 1 of request-${requestId} is missing.`)
    })
    it('that has an event too many names it', async () => {
      const lines = (await bundled()).split('\n')
      const { code, out } = await verify(lines.toSpliced(3, 0, lines[1] ?? '').join('\n'))
      expect(code).toBe(1)
      expect(out).toMatch(/Event \S+ \(request-\S+, revision 0, place \d\) was inserted\./)
    })
    it('is held against the record of the platform where that is wanted', async () => {
      const text = await bundled()
      const asked = ['--recorded', '--url', world.url, '--token', auditor.token]
      expect(await verify(text, ...asked)).toMatchObject({ code: 0 })
      const elsewhere = await openWorld({ contexts: [auditContext], contracts: catalogue })
      const { token } = await elsewhere.as('auditor')
      const stranger = await verify(text, '--recorded', '--url', elsewhere.url, '--token', token)
      await elsewhere.close()
      expect(stranger).toMatchObject({ code: 1 })
      expect(stranger.out).toContain('The platform never handed out a bundle with this root.')
    })
    it('is told of in JSON to scripts', async () => {
      const { code, out } = await verify((await bundled()).replace('"P2"', '"P4"'), '--json')
      expect(code).toBe(1)
      expect(JSON.parse(out)).toMatchObject({ whole: false, findings: [{ is: 'changed', revision: 0 }] })
    })
    it('that is not there is an error, not a verdict', async () =>
      expect(await spoc(['verify', 'nowhere'])).toMatchObject({ code: 3, out: '', err: expect.stringContaining('ENOENT') }))
  })

  it('has its history, whole, over several pages', async () => {
    const { code, out } = await run('requests', 'history', 'R-1000015', '--json', '--limit', '3')
    expect(code).toBe(0)
    expect((JSON.parse(out) as { items: { type: string }[] }).items.map(({ type }) => type).slice(0, 3)).toEqual([
      'intake.request-received.v1',
      'intake.request-taken-up.v1',
      'intake.priority-set.v1',
    ])
    expect((await run('requests', 'history', requestId)).out).toMatch(/^POSITION +RECORDED +EVENT/)
  })
  it('is shown as of a moment', async () => {
    const { code, out } = await run('requests', 'as-of', 'R-1000015', '--at', '2026-01-12T08:00:00Z')
    expect(code).toBe(0)
    expect(out).toMatch(/status +in-progress\n/)
    expect(out).toMatch(/priority +P1\n/)
  })
  it('that there is not is refused, with the code of the platform', async () =>
    expect(await run('requests', 'history', 'R-404')).toMatchObject({
      code: 1,
      out: '',
      err: 'There is no such request. (request-unknown)\n',
    }))
  it('names the field where the moment is none', async () =>
    expect(await run('requests', 'as-of', requestId, '--at', 'noon')).toMatchObject({
      code: 1,
      err: expect.stringContaining('  instant: An instant has a date, a time and an offset.'),
    }))

  it('is in the report of its period', async () => {
    const { code, out } = await run('report', '--from', '2026-01-12', '--to', '2026-01-13')
    expect(code).toBe(0)
    expect(out).toMatch(/^2026-01-12T00:00:00\.000Z to 2026-01-13T00:00:00\.000Z \(UTC\)\n/)
    expect(out).toMatch(/\nall +1 +0 +1/)
    const csv = await run('report', '--from', '2026-01-12', '--to', '2026-01-13', '--csv', '-o', 'report.csv')
    expect(csv.files.get('report.csv')).toMatch(/^scope,account_id,account,received/)
  })
})
