import { anything } from './anything.js'
import { changing } from './changing.js'
import { filtering } from './filtering.js'
import { guarding } from './guarding.js'
import type { DocumentsHarness } from './harness.js'
import { naming } from './naming.js'
import { paging } from './paging.js'

const OPENING_MS = 120_000

/** The promise of the documents, for the spec of each adapter. `open` is called once for the whole suite. */
export function documentsContract(open: () => Promise<DocumentsHarness>): void {
  describe('documents', () => {
    let opened: DocumentsHarness | undefined
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

    describe('filtering', () => filtering(harness))
    describe('lists', () => paging(harness))
    describe('changing', () => changing(harness))
    describe('guarded writes', () => guarding(harness))
    describe('names', () => naming(harness))
    describe('properties', () => anything(harness))

    it('answers a ping', async () => expect(harness().documents.ping()).resolves.toBeUndefined())
  })
}
