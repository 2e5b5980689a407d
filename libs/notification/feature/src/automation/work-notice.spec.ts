import { streamKind, type StreamKind } from '@spoc/platform-kernel'
import { foldWork, type WorkEvent, type WorkFacts } from '@spoc/works-contracts'
import { eventually } from '@spoc/platform-testing'
import { id, openNotificationWorld, type NotificationWorld } from '../../test/notification-world.js'

const workStream: StreamKind<WorkFacts, WorkEvent> = streamKind({
  category: 'work',
  initial: { is: 'unknown' } as WorkFacts,
  evolve: (work: WorkFacts, event: WorkEvent) => foldWork(work, event),
  about: (_: WorkFacts, workId: string) => ({ subject: workId }),
})

describe('the notice of a work', () => {
  let world: NotificationWorld
  const planned = (accountId: string): WorkEvent => ({
    type: 'works.work-planned.v1',
    data: {
      reference: 'W-2026-4839201',
      title: 'Splice',
      description: 'A fibre is moved.',
      kind: 'planned',
      windows: [{ windowId: 'w1', from: '2026-02-10T22:00:00.000Z', to: '2026-02-11T02:00:00.000Z', zone: 'Europe/Berlin' }],
      impacts: [{ serviceInstanceId: id('circuit'), circuitId: 'BER-AMS-0042', accountId, impact: 'outage' }],
      plannedBy: { kind: 'person', id: id('ada') },
      approvals: [{ accountId, decideBy: '2026-02-01T00:00:00.000Z', silence: 'approves' }],
      conflicts: [],
    },
  })
  const announced = (accountId: string): WorkEvent => ({
    type: 'works.work-announced.v1',
    data: { accountId, sequence: 0, stamp: '2026-01-12T08:00:00.000Z' },
  })
  const rights = (approvesWorks: boolean) => ({ rights: { reports: false, approvesWorks, escalates: false } })

  beforeEach(async () => {
    world = await openNotificationWorld()
  })
  afterEach(() => world.close())

  it('goes once, with its MAINTNOTE calendar, to those of the account who may answer', async () => {
    const accountId = await world.account('meridian')
    await world.contact('ana', rights(true))
    await world.contact('bo', rights(false))
    await world.contact('foreign', { ...rights(true), accountIds: [id('other')] })
    await eventually(
      'the contacts in the directory',
      async () => (await (await world.as('manager')).get('/api/v1/contacts')).body as { items: readonly unknown[] },
      ({ items }) => items.length === 3,
    )
    await world.write(workStream, id('w'), planned(accountId), announced(accountId))
    const notice = await world.message('the notice', ({ kind, state }) => kind === 'work-notice' && state === 'sent')
    expect(notice.to).toEqual(['ana@client.example'])
    const eml = await world.eml(notice)
    expect(eml).toContain('text/calendar; charset=utf-8; method=PUBLISH')
    const base64 = /filename="?W-2026-4839201\.ics"?[\s\S]*?\r?\n\r?\n([A-Za-z0-9+/=\s]+)/.exec(
      String((await world.agent.get(`/api/v1/mails/${notice.id}`)).body),
    )?.[1]
    expect(Buffer.from(base64 ?? '', 'base64').toString('utf8')).toContain('X-MAINTNOTE-OBJECT-ID')
    expect(await world.list(`&workId=${id('w')}`)).toHaveLength(1)
  })

  it('goes to all contacts of an account that has named nobody to answer', async () => {
    const accountId = await world.account('meridian')
    await world.contact('bo', rights(false))
    const manager = await world.as('manager')
    await eventually(
      'the contact in the directory',
      async () => (await manager.get('/api/v1/contacts')).body as { items: readonly unknown[] },
      ({ items }) => items.length === 1,
    )
    await world.write(workStream, id('w'), planned(accountId), announced(accountId))
    expect((await world.message('the notice', ({ kind }) => kind === 'work-notice')).to).toEqual(['bo@client.example'])
  })
})
