import { eventHash } from '@spoc/audit-domain'
import type { Recorded } from '@spoc/platform-kernel'
import { NO_STREAM } from '@spoc/platform-ports'
import { openWorld, type World } from '@spoc/platform-testing/world'
import { storyIn } from '../test/story.js'
import { auditContext } from './index.js'
import { everyContract } from './trail/every-type.js'

const hashOf = (event: Recorded) => eventHash(event).toString('hex')
const withoutPosition = ({ position: _, ...event }: Recorded) => event

describe('law 11: the hash of an event is over what is stored of it, never its position', () => {
  let world: World
  let elsewhere: World
  let stored: readonly Recorded[]
  beforeAll(async () => {
    world = await openWorld({ contexts: [auditContext], contracts: everyContract })
    elsewhere = await openWorld({ contexts: [auditContext], contracts: everyContract })
    const story = storyIn(world, '0190a6c2-0000-7000-8000-000000000e01')
    for (const step of [story.received, story.spocAssigned, story.clocksStarted, story.takenUp]) await step()
    stored = await world.service.background.engines.log.readAll({ limit: 100 })
  })
  afterAll(async () => {
    await world.close()
    await elsewhere.close()
  })

  it('is the same after the event went through JSON, in whatever order its members come', () => {
    for (const event of stored) {
      const members = Object.entries(withoutPosition(event)).reverse()
      const again = JSON.parse(JSON.stringify(Object.fromEntries(members))) as Recorded
      expect(hashOf(again)).toBe(hashOf(event))
    }
  })
  it('is the same in another log, where the position is another', async () => {
    const { log } = elsewhere.service.background.engines
    await storyIn(elsewhere, '0190a6c2-0000-7000-8000-000000000e02', 'R-1000023').received()
    for (const event of stored) {
      await log.append(event.stream, event.revision === 0 ? NO_STREAM : event.revision - 1, [withoutPosition(event)])
      const moved = (await log.readStream(event.stream)).at(-1)!
      expect(moved.position).not.toBe(event.position)
      expect(hashOf(moved)).toBe(hashOf(event))
    }
  })
  it('is another where anything of it is another', () => {
    const event = stored[0]!
    const changed: readonly Recorded[] = [
      { ...event, id: 'another' },
      { ...event, stream: 'request-another' },
      { ...event, revision: 7 },
      { ...event, type: 'intake.request-taken-up.v1' },
      { ...event, data: {} },
      { ...event, metadata: { ...event.metadata, recordedAt: '2026-01-12T08:00:00.001Z' } },
    ]
    for (const other of changed) expect(hashOf(other)).not.toBe(hashOf(event))
    expect(hashOf({ ...event, position: 99n })).toBe(hashOf(event))
  })
})
