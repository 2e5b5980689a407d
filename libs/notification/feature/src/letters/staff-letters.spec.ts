import { keyOfAuthor, personal } from '@spoc/platform-kernel'
import { eventually } from '@spoc/platform-testing'
import { engagementFacts, pageFacts, routingOfRequest, type PageEvent, type RequestRoutingEvent } from '@spoc/routing-contracts'
import type { ClockEvent } from '@spoc/sla-contracts'
import { id, openNotificationWorld, slaStream, type Listed, type NotificationWorld } from '../../test/notification-world.js'

const AT = '2026-01-12T08:00:00.000Z'
const started = (requestId: string, over: object = {}): PageEvent => ({
  type: 'routing.page-started.v1',
  data: { requestId, reason: 'engagement', at: AT, steps: [], lastResort: id('boss'), ...over },
})
const notified = (step: number, ...personIds: readonly string[]): PageEvent => ({
  type: 'routing.page-notified.v1',
  data: { step, personIds, at: AT },
})
const toOf = (items: readonly Listed[], kind: string) =>
  items
    .filter((one) => one.kind === kind && one.via === 'mail')
    .flatMap(({ to }) => to)
    .sort()

describe('what colleagues are told', () => {
  let world: NotificationWorld
  let requestId: string
  const furnished = async (environment: Record<string, string> = {}) => {
    world = await openNotificationWorld(environment)
    for (const name of ['ada', 'omar', 'ines', 'lead', 'boss']) await world.person(name)
    await world.team('duty', { email: 'duty@staff.example' })
    requestId = await world.request('r')
    await world.assign(requestId, { kind: 'person', personId: id('ada'), teamId: id('duty') })
  }
  const count = (kind: string, number: number) =>
    eventually(`${number} of ${kind}`, world.list, (items) => toOf(items, kind).length === number)
  afterEach(() => world.close())

  it('of a page: each person it comes to, by mail and in the console', async () => {
    await furnished()
    await world.write(pageFacts, id('p'), started(requestId), notified(0, id('omar'), id('ines')))
    expect(toOf(await count('page', 2), 'page')).toEqual(['ines@staff.example', 'omar@staff.example'])
    const omar = await world.as('engineer', { personId: id('omar') })
    const mine = await eventually(
      'the console of omar',
      async () => (await omar.get('/api/v1/notifications?mine=true')).body as { items: readonly Listed[] },
      ({ items }) => items[0]?.state === 'sent',
    )
    expect(mine.items).toEqual([expect.objectContaining({ via: 'console', subject: 'PAGE R-1000017 (P1) Line is down' })])
  })

  it('of a page: the last resort', async () => {
    await furnished()
    await world.write(pageFacts, id('p'), started(requestId), {
      type: 'routing.page-exhausted.v1',
      data: { lastResort: id('boss'), at: AT, because: 'nobody-reached' },
    })
    expect(await world.eml(await world.message('the last resort', ({ to }) => to.includes('boss@staff.example')))).toContain(
      'nobody could be reached',
    )
  })

  it.each([
    [{ type: 'routing.page-acknowledged.v1', data: { by: id('omar'), at: AT } } as PageEvent, 'page-acknowledged'],
    [{ type: 'routing.page-stopped.v1', data: { because: 'request-ended', at: AT } } as PageEvent, 'page-stopped'],
  ])('GO#4654: of a page that is settled nothing more goes out (%#)', async (settled, because) => {
    await furnished({ SMTP_URL: 'smtp://127.0.0.1:9' })
    await world.write(pageFacts, id('p'), started(requestId), notified(0, id('omar')), notified(1, id('ines')))
    await eventually(
      'attempts that failed',
      world.list,
      (items) => items.filter(({ attempts, via }) => via === 'mail' && attempts === 1).length === 2,
    )
    await world.write(pageFacts, id('p'), settled)
    const items = await eventually(
      'their end',
      world.list,
      (all) => all.filter(({ state, via }) => via === 'mail' && state === 'suppressed').length === 2,
    )
    expect(items.filter(({ via }) => via === 'mail').map((one) => one.because)).toEqual([because, because])
  })

  it('of an escalation: who carries the request, and whoever it goes to where no page tells them', async () => {
    await furnished()
    const escalated = (data: object): RequestRoutingEvent => ({
      type: 'routing.escalated.v1',
      data: {
        kind: 'hierarchical',
        level: 1,
        because: 'page-not-acknowledged',
        toPersonId: id('ines'),
        pageId: id('p'),
        ...data,
      },
    })
    await world.write(routingOfRequest, requestId, escalated({}))
    expect(toOf(await count('escalation', 1), 'escalation')).toEqual(['ada@staff.example'])
    const late = { because: 'engagement-not-accepted', toPersonId: id('lead'), toTeamId: id('duty'), level: 2 }
    await world.write(routingOfRequest, requestId, escalated(late))
    expect(toOf(await count('escalation', 3), 'escalation')).toContain('lead@staff.example')
  })

  it('of a client’s escalation: its reason', async () => {
    await furnished()
    await world.write(routingOfRequest, requestId, {
      type: 'routing.escalated.v1',
      data: {
        kind: 'hierarchical',
        level: 1,
        because: 'client',
        toPersonId: id('lead'),
        pageId: id('p'),
        reason: personal('We lose money.', keyOfAuthor(requestId, 'ana')),
      },
    })
    const eml = await world.eml(await world.message('the escalation', ({ kind }) => kind === 'escalation'))
    expect(eml).toContain('The client has escalated it.')
    expect(eml).toContain('Reason: We lose money.')
  })

  it('of an engagement: the mailbox of the team, and of a decline who carries the request', async () => {
    await furnished()
    const nothing = { summary: personal('x', 'person:x'), timeline: [], tried: [], contacts: [], services: [], attachments: [] }
    await world.write(engagementFacts, id('e'), {
      type: 'routing.engagement-offered.v1',
      data: {
        requestId,
        teamId: id('duty'),
        kind: 'functional',
        ask: personal('Find the break.', keyOfAuthor(requestId, 'ada')),
        reason: 'by-hand',
        handover: nothing,
        acceptBy: '2026-01-12T08:15:00.000Z',
      },
    })
    const asked = await world.message('the mail to the team', ({ to }) => to.includes('duty@staff.example'))
    expect(await world.eml(asked)).toContain('Find the break.')
    const reason = personal('Not ours.', keyOfAuthor(requestId, 'omar'))
    await world.write(engagementFacts, id('e'), {
      type: 'routing.engagement-declined.v1',
      data: { engineerId: id('omar'), reason },
    })
    const declined = await world.message(
      'the decline',
      ({ to, kind }) => kind === 'engagement' && to.includes('ada@staff.example'),
    )
    expect(await world.eml(declined)).toContain('Reason: Not ours.')
  })

  it('of a clock: warnings for the SPOC, a breach for the lead too, and that there was none for those who were told', async () => {
    await furnished()
    const breached: ClockEvent = {
      type: 'sla.clock-breached.v1',
      data: { clock: 'resolve', effectiveAt: AT, detectedAt: AT },
    }
    await world.write(slaStream, requestId, {
      type: 'sla.clock-warned.v1',
      data: { clock: 'resolve', share: 75, at: AT, detectedAt: AT, dueAt: '2026-01-12T12:00:00.000Z' },
    })
    expect(toOf(await count('warning', 1), 'warning')).toEqual(['ada@staff.example'])
    await world.write(slaStream, requestId, breached)
    expect(toOf(await count('breach', 2), 'breach')).toEqual(['ada@staff.example', 'lead@staff.example'])
    await world.write(routingOfRequest, requestId, { type: 'routing.spoc-taken-over.v1', data: { by: id('omar') } })
    await world.write(slaStream, requestId, {
      type: 'sla.breach-withdrawn.v1',
      data: { clock: 'resolve', effectiveAt: AT, at: AT, because: 'paused-before' },
    })
    expect(toOf(await count('breach', 4), 'breach')).toEqual([
      'ada@staff.example',
      'ada@staff.example',
      'lead@staff.example',
      'lead@staff.example',
    ])
  })
})
