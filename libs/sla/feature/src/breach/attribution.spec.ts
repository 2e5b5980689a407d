import type { BreachAttribution } from '@spoc/sla-contracts'
import type { CallerOf } from '@spoc/platform-testing/world'
import { CARRIER, CORE, handedBack } from '../../test/engagements.js'
import * as intake from '../../test/requests.js'
import { ACCOUNT, SlaWorld } from '../../test/world.js'

const MINUTE_MS = 60_000
const SHARED = ['unassigned', 'own-team', 'vendor', 'waiting-for-client', 'waiting-for-window']

interface Explained {
  readonly clock: string
  readonly attribution: readonly BreachAttribution[]
  readonly text: readonly string[]
}

describe('whose doing a breach was', () => {
  let sla: SlaWorld
  let client: CallerOf
  let contract: string
  const at = (time: string, daysLater?: number) => sla.at(time, daysLater)
  const minutes = ({ shares }: BreachAttribution) =>
    shares.map(({ holder, teamId, ms, countedMs }) => [holder, teamId, ms / MINUTE_MS, countedMs / MINUTE_MS])
  const explained = async (request: string, caller = sla.admin) => {
    const { clocks } = (await caller.get(`/api/v1/clocks/${request}/explanation`)).body as { clocks: Explained[] }
    return clocks.find(({ clock }) => clock === 'resolve') as Explained
  }

  beforeAll(async () => {
    sla = await SlaWorld.open()
    client = await sla.world.as('client', { accountIds: [ACCOUNT] })
    const calendarId = await sla.calendar()
    const pausesOn = ['waiting-for-client', 'agreed-window']
    contract = await sla.contract(await sla.policy({ resolve: { target: { minutes: 240 }, calendarId, pausesOn } }))
  })
  afterAll(() => sla.close())

  describe('of a request that went through many hands', () => {
    let request: string
    let told: readonly BreachAttribution[]

    beforeAll(async () => {
      await sla.begin('08:00')
      request = await sla.request(contract)
      await sla.later(at('08:30'), request, intake.takenUp)
      await sla.moveTo(at('09:00'))
      const core = await sla.engage(request)
      await sla.moveTo(at('10:00'))
      await sla.tellEngagement(core, handedBack('passed-on'))
      await sla.engage(request, { teamId: CARRIER, kind: 'vendor' })
      await sla.later(at('11:00'), request, intake.awaited(at('11:00')))
      await sla.later(at('11:30'), request, intake.onHold())
      await sla.later(at('12:00'), request, intake.resumed)
      await sla.moveTo(at('13:00'))
      await sla.attributed(request)
      await sla.later(at('14:00'), request, intake.resolved)
      told = await sla.attributed(request)
    })

    it('is split up to the breach by who had it, paused time beside what counted', () =>
      expect(told[0] && minutes(told[0])).toEqual([
        ['unassigned', undefined, 30, 30],
        ['own-team', undefined, 30, 30],
        ['own-team', CORE, 60, 60],
        ['vendor', CARRIER, 120, 120],
        ['waiting-for-client', undefined, 30, 0],
        ['waiting-for-window', undefined, 30, 0],
      ]))
    it('is split up to the end of the clock too', () => {
      expect(told.map(({ through, until }) => [through, until])).toEqual([
        ['breach', at('13:00')],
        ['end', at('14:00')],
      ])
      expect(told[1] && minutes(told[1])).toContainEqual(['vendor', CARRIER, 180, 180])
    })
    it('adds up to the second: to the open time, and what counted up to the breach to the promise', () => {
      for (const { from, until, openMs, shares } of told) {
        expect(openMs).toBe(Date.parse(until) - Date.parse(from))
        expect(shares.reduce((sum, { ms }) => sum + ms, 0)).toBe(openMs)
        expect(shares.filter(({ holder }) => !SHARED.includes(holder))).toEqual([])
      }
      expect(told[0]?.countedMs).toBe(240 * MINUTE_MS)
    })
    it('is shown in the explanation, in figures and in words', async () => {
      const { attribution, text } = await explained(request)
      expect(attribution).toEqual(told)
      expect(text).toContain(`open time up to the breach, missed at ${at('13:00')}: 5:00:00`)
      expect(text).toContain('0:30:00  not taken up')
      expect(text.filter((line) => line.startsWith(`2:00:00  with the vendor: team ${CARRIER}`))).toHaveLength(1)
      expect(text).toContain('0:30:00  waiting for a window: agreed-window')
    })
    it('tells a client in whose hands it was, and of no team, vendor or engagement', async () => {
      const { attribution, text } = await explained(request, client)
      expect(attribution[0] && minutes(attribution[0])).toEqual([
        ['unassigned', undefined, 30, 30],
        ['own-team', undefined, 90, 90],
        ['vendor', undefined, 120, 120],
        ['waiting-for-client', undefined, 30, 0],
        ['waiting-for-window', undefined, 30, 0],
      ])
      for (const internal of [CORE, CARRIER, 'engagement']) expect(JSON.stringify({ attribution, text })).not.toContain(internal)
    })
    it('stays as it was told, whatever becomes known later', async () => {
      await sla.tellLate(request, at('08:10'), intake.takenUp)
      expect(await sla.attributed(request)).toEqual(told)
    })
  })

  it('is nobody’s where the breach was withdrawn, and the fact stays', async () => {
    await sla.begin('08:00')
    const request = await sla.request(contract)
    await sla.later(at('12:30'), request, intake.takenUp)
    expect(await sla.attributed(request)).toHaveLength(1)
    await sla.tellLate(request, at('11:00'), intake.awaited(at('11:00')))
    expect(await sla.attributed(request)).toHaveLength(1)
    expect((await explained(request)).attribution).toEqual([])
  })

  it('does not count the time between a resolution and the reopening as anybody’s', async () => {
    await sla.begin('08:00')
    const request = await sla.request(contract)
    await sla.tell(request, intake.takenUp)
    await sla.later(at('10:00'), request, intake.resolved)
    await sla.later(at('11:00'), request, intake.reopened)
    await sla.moveTo(at('13:00'))
    const [told] = await sla.attributed(request)
    expect(told && minutes(told)).toEqual([
      ['own-team', undefined, 240, 240],
      ['ended', undefined, 60, 0],
    ])
  })
})
