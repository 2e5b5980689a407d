import { requestFacts } from '@spoc/intake-contracts'
import { eventually } from '@spoc/platform-testing'
import { openIntakeWorld, type IntakeWorld } from '../test/intake-world.js'
import { intakeContext } from './index.js'

describe('what a request does in time', () => {
  let intake: IntakeWorld
  const stateOf = async (id: string) => (await intake.world.service.background.streams.load(requestFacts, id)).state
  const becomes = (id: string, status: string) =>
    eventually(
      `the request to be ${status}`,
      () => stateOf(id),
      (state) => state.is === 'received' && state.status === status,
    )

  beforeEach(async () => {
    intake = await openIntakeWorld(intakeContext)
  })
  afterEach(() => intake.world.close())

  it('reminds a client that is awaited, and resolves without an answer after the contract’s days', async () => {
    const { id } = await intake.bring()
    await intake.agent.post(`/api/v1/requests/${id}/await-client`, { what: 'Which port?' })
    await intake.world.moveTo('2026-01-14T08:00:00.000Z')
    await eventually(
      'the reminder',
      () => stateOf(id),
      (state) => state.is === 'received' && state.phase.status === 'waiting-for-client' && state.phase.remindersSent === 1,
    )
    await intake.world.moveTo('2026-01-18T08:00:00.000Z')
    expect(await becomes(id, 'resolved')).toMatchObject({ phase: { code: 'no-answer' } })
  })

  it('closes a resolved request after the contract’s days, and ends a hold at its end', async () => {
    const [resolved, held] = [await intake.bring(), await intake.bring()]
    await intake.agent.post(`/api/v1/requests/${resolved.id}/resolve`, { code: 'fixed', solution: 'Replaced.' })
    await intake.agent.post(`/api/v1/requests/${held.id}/hold`, {
      reason: 'agreed-window',
      party: 'client',
      until: '2026-01-13T08:00:00Z',
    })
    await intake.world.moveTo('2026-01-13T08:00:00.000Z')
    await becomes(held.id, 'in-progress')
    expect(await stateOf(resolved.id)).toMatchObject({ status: 'resolved' })
    await intake.world.moveTo('2026-01-17T08:00:00.000Z')
    expect(await becomes(resolved.id, 'closed')).toMatchObject({ phase: { reopenUntil: '2026-01-27T08:00:00.000Z' } })
  })
})
