import { asOf } from '@spoc/audit-domain'
import { instantOf, newId, type Instant } from '@spoc/platform-kernel'
import { NO_STREAM } from '@spoc/platform-ports'
import { openWorld, type World } from '@spoc/platform-testing/world'
import { auditContext } from './index.js'
import { everyContract } from './trail/every-type.js'
import { Past } from './trail/past.js'

const MINUTE_MS = 60_000
const start = Date.parse('2026-01-12T08:00:00.000Z')

describe('law 12: as of an instant is the longest prefix of the log whose running maximum of recordedAt is not after it', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld({ contexts: [auditContext], contracts: everyContract })
  })
  afterAll(() => world.close())

  const append = (recordedAt: Instant) =>
    world.service.background.engines.log.append(`team-${newId(Date.now())}`, NO_STREAM, [
      {
        id: newId(Date.now()),
        type: 'routing.team-formed.v1',
        data: {},
        metadata: {
          schema: 1,
          subject: 'team',
          recordedAt,
          occurredAt: recordedAt,
          actor: { kind: 'system', id: 'spec' },
          channel: 'api',
          correlation: 'spec',
        },
      },
    ])

  it('holds however the clocks of those who recorded were set, within a minute and over days', async () => {
    // Minutes from the start: two appenders whose clocks are apart, one ahead by days, and two events of one instant.
    const minutes = [0, 0.2, 5, 0.4, 0.4, 3000, 5.1, 5.2, 3001, 4400, 4399.9, 3001, 4400.5, 9000]
    for (const minute of minutes) await append(instantOf(start + minute * MINUTE_MS))
    const log = await world.service.background.engines.log.readAll({ limit: 100 })
    const past = world.service.app.get(Past, { strict: false })
    const nothingRecordedThen = [-1, 100, 2000, 6000, 20_000]
    for (const minute of [...nothingRecordedThen, ...minutes.flatMap((one) => [one - 0.01, one, one + 0.01])]) {
      const instant = instantOf(start + Math.round(minute * MINUTE_MS))
      const expected = asOf(log, instant).at(-1)?.position ?? 0n
      expect({ instant, position: await past.positionAt(instant) }).toEqual({ instant, position: expected })
    }
  })
})
