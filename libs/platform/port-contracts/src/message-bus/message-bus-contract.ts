import { consuming } from './consuming.js'
import type { MessageBusHarness } from './harness.js'
import { publishing } from './publishing.js'
import { sharing } from './sharing.js'

const OPENING_MS = 120_000

/**
 * The promise of the message bus, for the spec of each adapter. `open` is called once for the whole suite. Where the engine is a
 * process of its own, say `restartable` and give the harness a `restart`.
 */
export function messageBusContract(
  open: () => Promise<MessageBusHarness>,
  { restartable = false }: { readonly restartable?: boolean } = {},
): void {
  describe('message bus', () => {
    let opened: MessageBusHarness | undefined
    const harness = () => {
      if (opened === undefined) throw new Error('The harness is not open.')
      return opened
    }
    jest.setTimeout(90_000)
    beforeAll(async () => {
      opened = await open()
    }, OPENING_MS)
    afterAll(async () => {
      await opened?.close()
    }, OPENING_MS)

    describe('publishing', () => publishing(harness))
    describe('consuming', () => consuming(harness))
    describe('sharing', () => sharing(harness, restartable))

    it('answers a ping', async () => expect(harness().bus.ping()).resolves.toBeUndefined())
  })
}
