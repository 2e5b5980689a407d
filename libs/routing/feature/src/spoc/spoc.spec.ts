import { eventually } from '@spoc/platform-testing'
import { rotaFacts, routingOfRequest } from '@spoc/routing-contracts'
import { id, openRoutingWorld, spocOf, type RoutingWorld } from '../../test/routing-world.js'

describe('a request that comes before there is any team', () => {
  it('waits, and has the first team as its SPOC as soon as that is formed', async () => {
    const world = await openRoutingWorld()
    try {
      const requestId = await world.request('early')
      const [routing] = world.service.background.running.filter(({ context }) => context === 'routing')
      await eventually(
        'it is parked',
        () => routing?.parking.count,
        (count) => count === 1,
      )
      await world.team('first')
      expect(await spocOf(world, requestId)).toMatchObject({
        spoc: { kind: 'team', teamId: id('first') },
        because: 'triage-desk',
      })
      await eventually(
        'it waits no more',
        () => routing?.parking.count,
        (count) => count === 0,
      )
    } finally {
      await world.close()
    }
  })
})

describe('the SPOC of a request', () => {
  let world: RoutingWorld
  const arrangement = () => ({
    kind: 'named' as const,
    personId: id('nora'),
    deputyId: id('dave'),
    dutyTeamId: id('duty'),
    calendarId: id('office hours'),
  })
  beforeEach(async () => {
    world = await openRoutingWorld()
    await world.person('lead')
    for (const name of ['dave', 'omar', 'ines']) await world.person(name)
    await world.rota('duty', [id('omar'), id('ines')])
    await world.team('duty', { members: [id('omar'), id('ines')], rotaId: id('rota duty') })
    await world.team('triage', { isTriageDesk: true, members: [id('ines')] })
    await world.officeHours('office hours')
  })
  afterEach(() => world.close())

  it('is the named person in their hours', async () => {
    await world.person('nora')
    const accountId = await world.account('meridian', arrangement())
    expect(await spocOf(world, await world.request('r', { accountId }))).toEqual({
      spoc: { kind: 'person', personId: id('nora'), teamId: id('duty') },
      because: 'named-in-hours',
    })
  })

  it('is the deputy while the named person is away', async () => {
    await world.person('nora', { absentFrom: '2026-01-12T00:00:00.000Z', absentTo: '2026-01-13T00:00:00.000Z' })
    const accountId = await world.account('meridian', arrangement())
    expect(await spocOf(world, await world.request('r', { accountId }))).toMatchObject({
      spoc: { personId: id('dave') },
      because: 'deputy',
    })
  })

  it('is the duty team outside of the hours, and whoever is on duty there answers', async () => {
    await world.person('nora')
    await world.moveTo('2026-01-12T19:00:00.000Z')
    const accountId = await world.account('meridian', arrangement())
    const spoc = await spocOf(world, await world.request('r', { accountId }))
    expect(spoc).toMatchObject({ spoc: { kind: 'team', teamId: id('duty') }, because: 'duty-team' })
    expect(spoc?.dutyPersonId).toBe(id('ines'))
  })

  it('of a 24x7 arrangement is the named person in hours and the duty team outside of them', async () => {
    await world.person('nora')
    const accountId = await world.account('meridian', {
      kind: '24x7',
      personId: id('nora'),
      teamId: id('duty'),
      calendarId: id('office hours'),
    })
    expect(await spocOf(world, await world.request('by day', { accountId }))).toMatchObject({ because: '24x7-in-hours' })
    await world.moveTo('2026-01-12T19:00:00.000Z')
    expect(await spocOf(world, await world.request('by night', { accountId }))).toMatchObject({
      spoc: { kind: 'team', teamId: id('duty') },
      because: '24x7-duty',
      dutyPersonId: id('ines'),
    })
  })

  it('is the triage desk while the account is not known, and decided anew when it is', async () => {
    await world.person('nora')
    const accountId = await world.account('meridian', arrangement())
    const requestId = await world.request('r')
    expect(await spocOf(world, requestId)).toMatchObject({ spoc: { teamId: id('triage') }, because: 'triage-desk' })
    await world.onRequest(requestId, { type: 'intake.account-set.v1', data: { accountId } })
    const routing = await world.facts(routingOfRequest, requestId, ({ accountId: of }) => of === accountId)
    expect(routing.spoc).toMatchObject({ spoc: { personId: id('nora') }, because: 'named-in-hours' })
  })

  it('GO#4343: whoever has left is passed over for the next by the rota', async () => {
    await world.person('gone', { left: true })
    await world.rota('night', [id('omar')])
    await world.write(rotaFacts, id('rota night'), {
      type: 'routing.override-added.v1',
      data: { overrideId: id('o'), personId: id('gone'), from: '2026-01-12T00:00:00.000Z', to: '2026-01-13T00:00:00.000Z' },
    })
    const teamId = await world.team('night', { members: [id('omar')], rotaId: id('rota night') })
    const accountId = await world.account('meridian', { kind: 'duty-team', teamId })
    expect((await spocOf(world, await world.request('r', { accountId })))?.dutyPersonId).toBe(id('omar'))
  })

  it('records which facts it rested on, so that "why" can be answered later', async () => {
    await world.person('nora')
    const accountId = await world.account('meridian', arrangement())
    const requestId = await world.request('r', { accountId })
    await spocOf(world, requestId)
    const [event] = await world.service.background.engines.log.readStream(`routing-${requestId}`)
    expect(event?.metadata.used?.map(({ stream }) => stream)).toEqual(
      expect.arrayContaining([`account-${accountId}`, `calendar-${id('office hours')}`, `person-${id('nora')}`]),
    )
    expect(event?.metadata.source).toEqual({ stream: `request-${requestId}`, revision: 0 })
  })
})
