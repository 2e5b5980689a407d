import { verifyBundle } from '@spoc/audit-domain'
import { openWorld, type Answer, type CallerOf, type World } from '@spoc/platform-testing/world'
import { storyIn } from '../test/story.js'
import { auditContext } from './index.js'
import { everyContract } from './trail/every-type.js'

const one = '0190a6c2-0000-7000-8000-000000000e01'
const two = '0190a6c2-0000-7000-8000-000000000e02'

interface Item {
  readonly type: string
  readonly position: string
  readonly stream: string
  readonly hash: string
  readonly data: unknown
}
interface Page {
  readonly items: readonly Item[]
  readonly next?: string
}
const pageOf = (answer: Answer) => answer.body as Page

describe('the record of a request', () => {
  let world: World
  let auditor: CallerOf
  let beforeTakenUp: string
  let positionOfSpoc: string

  beforeAll(async () => {
    world = await openWorld({ contexts: [auditContext], contracts: everyContract })
    auditor = await world.as('auditor')
    const story = storyIn(world, one)
    const other = storyIn(world, two, 'R-1000023')
    await story.received()
    await other.received()
    await world.moveTo('2026-01-12T08:00:20.000Z')
    positionOfSpoc = String((await story.spocAssigned()).position)
    await story.clocksStarted()
    await story.engaged('0190a6c2-0000-7000-8000-00000000eb01')
    beforeTakenUp = '2026-01-12T08:00:59.999Z'
    await world.moveTo('2026-01-12T08:01:00.000Z')
    await story.takenUp()
    await other.takenUp()
    await world.moveTo('2026-01-13T10:00:00.000Z')
    await story.prioritySet()
  })
  afterAll(() => world.close())

  const history = (who: CallerOf, query = '') => who.get(`/api/v1/audit/requests/${one}/history${query}`)
  const asOf = async (query: string, who = auditor) =>
    (await who.get(`/api/v1/audit/requests/R-1000015/as-of?${query}`)).body as Record<string, unknown>

  describe('its history', () => {
    it('has every event of every context about it, in the one order of the log, the look itself last', async () => {
      const { items } = pageOf(await history(auditor))
      expect(items.map(({ type }) => type).filter((type) => !type.startsWith('audit.'))).toEqual([
        'intake.request-received.v1',
        'routing.spoc-assigned.v1',
        'sla.clocks-started.v1',
        'routing.engagement-offered.v1',
        'intake.request-taken-up.v1',
        'intake.priority-set.v1',
      ])
      expect(items.at(-1)).toMatchObject({ type: 'audit.access-recorded.v1', data: { subject: one, to: 'history' } })
      const positions = items.map(({ position }) => BigInt(position))
      expect(positions).toEqual([...positions].sort((a, b) => (a < b ? -1 : 1)))
    })
    it('comes in pages that fit together, though the log grows between them', async () => {
      const whole = pageOf(await history(auditor)).items.map(({ type }) => type)
      const pages: string[] = []
      let cursor: string | undefined
      do {
        const page = pageOf(await history(auditor, `?limit=2${cursor === undefined ? '' : `&cursor=${cursor}`}`))
        pages.push(...page.items.map(({ type }) => type))
        cursor = page.next
      } while (cursor !== undefined)
      expect(pages).toEqual([...whole, 'audit.access-recorded.v1'])
    })
    it('is found by the number too, however it is typed', async () =>
      expect((await auditor.get('/api/v1/audit/requests/r-1000015/history')).status).toBe(200))
    it('shows personal fields to an auditor, and keeps them sealed for an integration', async () => {
      const integration = await world.integration(['audit:read'])
      expect(JSON.stringify((await history(auditor)).body)).toContain('Link to Amsterdam down')
      const sealed = await history(integration)
      expect(sealed.status).toBe(200)
      expect(JSON.stringify(sealed.body)).not.toContain('Link to Amsterdam down')
    })
  })

  describe('the request as of a moment', () => {
    it('is what was known just before an event, of every context', async () => {
      expect(await asOf(`instant=${beforeTakenUp}`)).toMatchObject({
        asOf: { instant: beforeTakenUp },
        request: { is: 'received', status: 'new', priority: 'P2', title: { personal: 'Link to Amsterdam down' } },
        routing: { spoc: { because: '24x7-duty', dutyPersonId: '01920000-0000-7000-8000-000000000102' } },
        sla: { clocks: { response: { is: 'running', dueAt: '2026-01-12T09:00:00.000Z' } } },
        engagements: [{ is: 'offered' }],
      })
    })
    it('holds what was recorded at that very instant, and knows nothing that came later', async () => {
      expect(await asOf('instant=2026-01-12T08:01:00Z')).toMatchObject({ request: { status: 'in-progress', priority: 'P2' } })
      expect(await asOf('instant=2026-01-13T10:00:00Z')).toMatchObject({ request: { priority: 'P1' } })
    })
    it('is nothing before the request was received', async () =>
      expect(await asOf('instant=2026-01-11T00:00:00Z')).toMatchObject({ request: { is: 'unknown' }, why: [] }))
    it('can be asked for by position, that position included', async () =>
      expect(await asOf(`position=${positionOfSpoc}`)).toMatchObject({
        asOf: { position: positionOfSpoc, instant: '2026-01-12T08:00:20.000Z' },
        routing: { spoc: { because: '24x7-duty' } },
        sla: { clocks: {} },
      }))
    it('says what each decision rested on', async () =>
      expect(await asOf(`instant=${beforeTakenUp}`)).toMatchObject({
        why: [
          {
            type: 'routing.spoc-assigned.v1',
            position: positionOfSpoc,
            used: [{ stream: `request-${one}`, revision: 0 }],
          },
        ],
      }))
    it.each([
      ['no moment', '', 'instant'],
      ['what is no instant', 'instant=yesterday', 'instant'],
      ['an instant without offset', 'instant=2026-01-12T08:00:00', 'instant'],
      ['the future', 'instant=2027-01-01T00:00:00Z', 'instant'],
      ['what is no position', 'position=-1', 'position'],
      ['two moments', 'instant=2026-01-12T08:00:00Z&position=3', 'position'],
      ['a parameter nobody knows', 'when=now', 'when'],
    ])('names the field for %s', async (_, query, field) => {
      const answer = await auditor.get(`/api/v1/audit/requests/${one}/as-of?${query}`)
      expect(answer).toMatchObject({ status: 422, body: { errors: [{ field }] } })
    })
  })

  describe('its bundle', () => {
    const bundle = async (query = '') => {
      const answer = await auditor.get(`/api/v1/audit/requests/${one}/bundle${query}`)
      expect(answer.status).toBe(200)
      expect(answer.headers['content-disposition']).toBe(`attachment; filename="${one}.spoc-bundle.jsonl"`)
      return answer.body as string
    }
    it('is whole, holds every stream about the request and nothing about another, and opens no personal field', async () => {
      const text = await bundle()
      const { whole, head } = verifyBundle(text)
      expect(whole).toBe(true)
      expect(head?.streams.map(({ stream }) => stream)).toEqual(
        expect.arrayContaining([`request-${one}`, `routing-${one}`, `sla-${one}`, `access-${one}`]),
      )
      expect(text).not.toContain(two)
      expect(text).not.toContain('Link to Amsterdam down')
    })
    it('is told from a changed one, by the event that was changed', async () => {
      const text = await bundle()
      const { findings } = verifyBundle(text.replace('"priority":"P2"', '"priority":"P4"'))
      expect(findings).toMatchObject([{ is: 'changed', stream: `request-${one}`, revision: 0 }])
    })
    it('is on record under its root, and a forged one is not', async () => {
      const { head } = verifyBundle(await bundle())
      const { status, body } = await auditor.get(`/api/v1/audit/bundles/${head?.root}`)
      expect(status).toBe(200)
      expect(body).toMatchObject({ subject: one, root: head?.root, events: head?.leaves.length })
      expect(await auditor.get(`/api/v1/audit/bundles/${'0'.repeat(64)}`)).toMatchObject({ status: 404 })
    })
    it('as of an instant ends there', async () => {
      const { whole, head } = verifyBundle(await bundle('?instant=2026-01-12T08:00:30Z'))
      expect(whole).toBe(true)
      expect(head).toMatchObject({ asOf: { instant: '2026-01-12T08:00:30.000Z' } })
      expect(head?.streams).toContainEqual({ stream: `request-${one}`, lastRevision: 0 })
      expect(verifyBundle(await bundle('?instant=2026-01-12T08:00:30Z')).head?.root).toBe(head?.root)
    })
    it('holds the hashes that the history shows', async () => {
      const hashes = pageOf(await history(auditor, '?limit=6')).items.map(({ hash }) => hash)
      expect(verifyBundle(await bundle()).head?.leaves).toEqual(expect.arrayContaining(hashes))
    })
  })

  describe('looking', () => {
    it('is itself on record, with who, at what and why', async () => {
      const { headers } = await history(auditor, '?purpose=TICKET-42')
      expect(headers['x-log-position']).toBeUndefined()
      const { position } = pageOf(await history(auditor, '?limit=200')).items.at(-1) ?? { position: '0' }
      const { body } = await auditor.get(`/api/v1/audit/accesses?subject=${one}&limit=2&after=${position}`)
      expect((body as { items: object[] }).items).toMatchObject([
        { subject: one, to: 'history', actor: { kind: 'person', id: auditor.personId } },
        { subject: one, to: 'history', purpose: 'TICKET-42' },
      ])
    })
    it('is on record again where an Idempotency-Key comes again', async () => {
      const key = { 'idempotency-key': 'look-1' }
      const looks = async () =>
        pageOf(await auditor.get(`/api/v1/audit/requests/${two}/history`, key)).items.filter(({ type }) =>
          type.startsWith('audit.'),
        ).length
      expect([await looks(), await looks()]).toEqual([1, 2])
    })
    it.each(['client', 'client-manager', 'agent', 'engineer', 'reporter'] as const)('is not for a %s', async (role) => {
      const who = await world.as(role, { accountIds: ['0190a6c2-0000-7000-8000-00000000ac01'] })
      for (const what of ['history', 'as-of?position=1', 'bundle'])
        expect((await who.get(`/api/v1/audit/requests/${one}/${what}`)).status).toBe(403)
    })
    it('is not for a token that is bound to an account', async () => {
      const bound = await world.integration(['audit:read'], '0190a6c2-0000-7000-8000-00000000ac01')
      expect(await history(bound)).toMatchObject({ status: 403, body: { code: 'not-allowed' } })
    })
    it.each(['history', 'as-of?position=1', 'bundle'])('at a request that there is not is refused: %s', async (what) => {
      for (const id of ['0190a6c2-0000-7000-8000-00000000dead', 'R-9999999'])
        expect(await auditor.get(`/api/v1/audit/requests/${id}/${what}`)).toMatchObject({
          status: 404,
          body: { code: 'request-unknown' },
        })
    })
    it('refuses a cursor of another list', async () =>
      expect(await history(auditor, '?cursor=abc')).toMatchObject({ status: 422, body: { code: 'bad-cursor' } }))
  })
})
