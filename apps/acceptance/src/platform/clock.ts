import { instantOf, type Instant } from '@spoc/platform-kernel'
import { eventually } from '@spoc/platform-testing'
import { must, type Caller } from './caller.js'
import type { Platform, Service } from './platform.js'

interface Reading {
  readonly now: Instant
  readonly settled: boolean
  readonly next?: Instant
}

const SETTLES_WITHIN_MS = 300_000
/** Where services are processes of their own, asking costs their engines more than a moment's patience costs the spec. */
const LOOK_EVERY_MS = 100
/** In one look, a service may settle and then be given something by one that was asked later; two looks in a row leave no such gap. */
const LOOKS_IN_A_ROW = 2

/** The one clock of all processes, moved from the outside. */
export function clockOf(
  services: readonly Pick<Service, 'url'>[],
  admin: Caller,
): Pick<Platform, 'now' | 'settle' | 'advanceTo' | 'advance'> {
  const [first] = services
  if (first === undefined) throw new Error('A platform has a service.')
  const look = (service: Pick<Service, 'url'>): Promise<Reading> => readingOf(admin.at(service.url))
  const lookAll = () => Promise.all(services.map(look))

  async function settle(): Promise<readonly Reading[]> {
    let inARow = 0
    return eventually(
      'the platform settles',
      async () => {
        const readings = await lookAll()
        if (services.length > 1) await new Promise((resume) => setTimeout(resume, LOOK_EVERY_MS))
        inARow = readings.every(({ settled }) => settled) && new Set(readings.map(({ now }) => now)).size === 1 ? inARow + 1 : 0
        return readings
      },
      () => inARow >= LOOKS_IN_A_ROW,
      SETTLES_WITHIN_MS,
    )
  }

  async function advanceTo(instant: Instant): Promise<void> {
    for (;;) {
      const readings = await settle()
      const [{ now } = await look(first!)] = readings
      const next = readings
        .flatMap((reading) => reading.next ?? [])
        .filter((at) => at > now && at <= instant)
        .sort()[0]
      if (next === undefined && now >= instant) return
      await must(admin.post('/api/v1/clock', { to: next ?? instant }))
    }
  }

  return {
    now: async () => (await look(first)).now,
    settle: async () => void (await settle()),
    advanceTo,
    async advance({ days = 0, hours = 0, minutes = 0 }) {
      const to = instantOf(Date.parse((await look(first)).now) + ((days * 24 + hours) * 60 + minutes) * 60_000)
      await advanceTo(to)
      return to
    },
  }
}

async function readingOf(caller: Caller): Promise<Reading> {
  const body = await must(caller.get('/api/v1/clock'))
  return {
    now: String(body['now']),
    settled: body['settled'] === true,
    ...(typeof body['next'] === 'string' ? { next: body['next'] } : {}),
  }
}
