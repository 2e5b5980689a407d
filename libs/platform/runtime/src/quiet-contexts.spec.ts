import { eventually } from '../test/eventually.js'
import { houseContract, lampContract, switched } from '../test/lamps.js'
import { openWorkshop, type Workshop } from '../test/workshop.js'
import type { Automation } from './index.js'

const houses: Automation = { contract: houseContract, projectors: [], reactions: [], timed: [] }
const metadata = {
  schema: 1,
  subject: 'a',
  recordedAt: '2026-01-12T08:00:00.000Z',
  occurredAt: '2026-01-12T08:00:00.000Z',
  actor: { kind: 'system', id: 'spec' },
  channel: 'automation',
  correlation: 'cor-1',
} as const

describe('a context in which nothing happens while others are busy', () => {
  let workshop: Workshop
  beforeEach(async () => {
    workshop = await openWorkshop()
  })
  afterEach(() => workshop.close())

  const written = async (events: number) => {
    const some = Array.from({ length: events }, (_, index) => ({ id: `event-${index}`, ...switched('h'), metadata }))
    for (let done = 0; done < events; done += 500)
      await workshop.engines.log.append('lamp-a', done - 1, some.slice(done, done + 500))
  }
  const notedBy = async (context: string) => {
    const relays = await workshop.engines.documents.collection<{ _id: string; position: string }>({
      name: 'platform_relays',
      indexes: [],
      holds: 'view',
    })
    return BigInt((await relays.get(context))?.position ?? '0')
  }

  it('notes how far its relay has looked, so that the next start does not look through the whole log', async () => {
    await written(5_000)
    await workshop.process([houses], [lampContract, houseContract]).start()
    const head = await workshop.engines.log.head()
    await eventually(
      () => notedBy('houses'),
      (noted) => noted === head,
    )
  })

  it('notes nothing for a few events', async () => {
    await written(500)
    const process = workshop.process([houses], [lampContract, houseContract])
    await process.start()
    await eventually(
      () => process.settled(),
      (settled) => settled,
    )
    expect(await notedBy('houses')).toBe(0n)
  })
})
