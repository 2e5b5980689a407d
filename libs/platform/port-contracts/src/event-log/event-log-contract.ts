import { appending } from './appending.js'
import type { EventLogHarness } from './harness.js'
import { reading } from './reading.js'
import { repeating } from './repeating.js'
import { sizes } from './sizes.js'
import { subscribing } from './subscribing.js'
import { surviving } from './surviving.js'

const OPENING_MS = 120_000

/**
 * The promise of the event log, for the spec of each adapter. `open` is called once for the whole suite. Where the engine is a
 * process of its own, say `restartable` and give the harness a `restart`.
 */
export function eventLogContract(
  open: () => Promise<EventLogHarness>,
  { restartable = false }: { readonly restartable?: boolean } = {},
): void {
  describe('event log', () => {
    let opened: EventLogHarness | undefined
    const harness = () => {
      if (opened === undefined) throw new Error('The harness is not open.')
      return opened
    }
    jest.setTimeout(60_000)
    beforeAll(async () => {
      opened = await open()
    }, OPENING_MS)
    afterAll(async () => {
      await opened?.close()
    }, OPENING_MS)

    describe('appending', () => appending(harness))
    describe('appending again', () => repeating(harness, restartable))
    describe('sizes', () => sizes(harness))
    describe('reading', () => reading(harness))
    describe('subscribing', () => subscribing(harness))
    describe('surviving', () => surviving(harness, restartable))
  })
}
