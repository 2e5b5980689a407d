import { accountFacts, serviceFacts } from '@spoc/directory-contracts'
import { requestFacts, type RequestFacts } from '@spoc/intake-contracts'
import { eventually } from '@spoc/platform-testing'
import { bodyOf, circuit, meridian, nordlicht, openIntakeWorld, type IntakeWorld } from '../test/intake-world.js'
import { intakeContext } from './index.js'

describe('requests that repeat one another', () => {
  let intake: IntakeWorld
  const stateOf = async (id: string) => (await intake.world.service.background.streams.load(requestFacts, id)).state
  const comes = (id: string, what: string, is: (state: Extract<RequestFacts, { is: 'received' }>) => boolean) =>
    eventually(
      what,
      () => stateOf(id),
      (state) => state.is === 'received' && is(state),
    )
  const down = {
    title: 'Line to Amsterdam is down',
    description: 'No light on the port since eight.',
    serviceInstanceId: circuit,
  }

  beforeEach(async () => {
    intake = await openIntakeWorld(intakeContext)
  })
  afterEach(() => intake.world.close())

  it('points out the request that a new one may repeat, with its score and reasons, to staff alone', async () => {
    const first = await intake.bring(down)
    const second = await intake.bring({ ...down, title: 'The line to Amsterdam is down' })
    await comes(second.id, 'the suggestion', ({ suggestedDuplicateOf }) => suggestedDuplicateOf.includes(first.id))
    const after = `?after=${await intake.world.service.background.engines.log.head()}`
    expect(bodyOf(await intake.agent.get(`/api/v1/requests/${second.id}${after}`))['duplicates']).toEqual([
      { of: first.id, score: expect.any(Number), reasons: expect.arrayContaining(['Same account.', 'Same service instance.']) },
    ])
    expect(bodyOf(await intake.client.get(`/api/v1/requests/${second.id}${after}`))['duplicates']).toEqual([])
    expect(await stateOf(first.id)).toMatchObject({ suggestedDuplicateOf: [] })
  })

  it('links by itself where the account wishes so, and the link can be taken back', async () => {
    await intake.append(accountFacts, meridian, {
      type: 'directory.account-changed.v1',
      data: { name: 'Meridian', zone: 'Europe/Berlin', mailDomains: [], duplicates: 'link' },
    })
    const first = await intake.bring(down)
    const second = await intake.bring(down)
    await comes(second.id, 'the link', ({ links }) =>
      links.some(({ to, relation }) => to === first.id && relation === 'duplicates'),
    )
    expect((await intake.agent.delete(`/api/v1/requests/${second.id}/links/duplicates/${first.id}`)).status).toBe(200)
    expect(await stateOf(second.id)).toMatchObject({ links: [] })
  })

  it('sees that one service instance depends on the other', async () => {
    const access = '0190a6c2-0000-7000-8000-0000000000c2'
    await intake.append(serviceFacts, access, {
      type: 'directory.service-installed.v1',
      data: { accountId: meridian, circuitId: 'BER-ACCESS', class: 'gold', site: 'BER', kind: 'circuit', dependsOn: [circuit] },
    })
    const first = await intake.bring(down)
    const second = await intake.bring({ ...down, serviceInstanceId: access })
    await comes(second.id, 'the suggestion', ({ suggestedDuplicateOf }) => suggestedDuplicateOf.includes(first.id))
  })

  it('never looks across accounts; an account that is set later is looked at then', async () => {
    const { serviceInstanceId: _, ...text } = down
    const first = await intake.bring(down)
    const foreign = await intake.bring(text, intake.stranger)
    const unknown = await intake.bring(text, intake.agent)
    await intake.agent.post(`/api/v1/requests/${unknown.id}/account`, { accountId: meridian })
    await comes(unknown.id, 'the suggestion', ({ suggestedDuplicateOf }) => suggestedDuplicateOf.length > 0)
    expect(await stateOf(unknown.id)).toMatchObject({ suggestedDuplicateOf: [first.id] })
    expect(await stateOf(foreign.id)).toMatchObject({ accountId: nordlicht, suggestedDuplicateOf: [], links: [] })
  })
})
