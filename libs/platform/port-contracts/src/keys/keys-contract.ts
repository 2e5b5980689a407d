import type { Keys } from '@spoc/platform-ports'
import { unique } from '../unique.js'

/** What a spec of an adapter provides to the suite of the keys. */
export interface KeysHarness {
  readonly keys: Keys
  /** Closes the client in use and opens another on the same store, under the same master key. */
  reopen(): Promise<Keys>
  /** Opens the same store under another master key; the first client is closed. Expected to be refused, then or at the first use. */
  openUnderAnotherMasterKey(): Promise<Keys>
  /** What the store has at rest, as somebody sees it who took the disk: its files, or its records. */
  bytesAtRest(): Promise<Buffer>
  close(): Promise<void>
}

/** The promise of the keys, for the spec of each adapter. */
export function keysContract(open: () => Promise<KeysHarness>): void {
  describe('keys', () => {
    let harness: KeysHarness
    beforeAll(async () => {
      harness = await open()
    }, 120_000)
    afterAll(() => harness.close(), 120_000)
    const keys = () => harness.keys
    const person = () => unique('person:')

    const bytesOf = async (id: string) => {
      const state = (await keys().get([id])).get(id)
      return state?.is === 'key' ? Buffer.from(state.bytes).toString('hex') : state?.is
    }

    it('makes a key of 32 bytes for each id, no two alike', async () => {
      const ids = [person(), person(), person()]
      const made = await keys().ensure(ids)
      const found = ids.map((id) => made.get(id)).map((state) => (state?.is === 'key' ? Buffer.from(state.bytes) : undefined))
      expect(found.map((bytes) => bytes?.length)).toEqual([32, 32, 32])
      expect(new Set(found.map((bytes) => bytes?.toString('hex'))).size).toBe(3)
    })

    it('does not know a key that was never made', async () => {
      const id = person()
      expect((await keys().get([id])).get(id)).toEqual({ is: 'unknown' })
    })

    it('answers for every id asked, made or not', async () => {
      const [made, absent] = [person(), person()]
      await keys().ensure([made])
      const states = await keys().get([made, absent])
      expect([states.get(made)?.is, states.get(absent)?.is]).toEqual(['key', 'unknown'])
    })

    it('keeps the key that is there', async () => {
      const [id, other] = [person(), person()]
      await keys().ensure([id])
      const bytes = await bytesOf(id)
      await keys().ensure([other, id])
      expect(await bytesOf(id)).toBe(bytes)
    })

    it('makes one key where many ask for it at once, and gives all of them the same', async () => {
      const id = person()
      const answers = await Promise.all(Array.from({ length: 20 }, () => keys().ensure([id, person()])))
      const kept = await bytesOf(id)
      expect(
        answers
          .map((states) => states.get(id))
          .map((state) => (state?.is === 'key' ? Buffer.from(state.bytes).toString('hex') : '')),
      ).toEqual(answers.map(() => kept))
    })

    it('keeps keys when it is closed and opened again', async () => {
      const id = person()
      await keys().ensure([id])
      const bytes = await bytesOf(id)
      await harness.reopen()
      expect(await bytesOf(id)).toBe(bytes)
    })

    it('forgets a destroyed key, and does not make it again', async () => {
      const id = person()
      await keys().ensure([id])
      await keys().destroy(id)
      expect(await bytesOf(id)).toBe('destroyed')
      expect((await keys().ensure([id])).get(id)).toEqual({ is: 'destroyed' })
      await harness.reopen()
      expect((await keys().ensure([id])).get(id)).toEqual({ is: 'destroyed' })
    })

    it('destroys a key again, and one that never was, all the same', async () => {
      const [id, never] = [person(), person()]
      await keys().ensure([id])
      for (const each of [id, id, never]) await keys().destroy(each)
      expect([await bytesOf(id), await bytesOf(never)]).toEqual(['destroyed', 'destroyed'])
      expect((await keys().ensure([never])).get(never)).toEqual({ is: 'destroyed' })
    })

    it('leaves a key either made or destroyed where both are asked for at once, and never makes it after', async () => {
      const id = person()
      await Promise.all([keys().ensure([id]), keys().destroy(id), keys().ensure([id])])
      expect(await bytesOf(id)).toBe('destroyed')
    })

    it('refuses another master key, and says so', async () => {
      const id = person()
      await keys().ensure([id])
      const bytes = await bytesOf(id)
      await expect(harness.openUnderAnotherMasterKey().then((other) => other.get([id]))).rejects.toThrow(/master key/i)
      await harness.reopen()
      expect(await bytesOf(id)).toBe(bytes)
    })

    it('has no key readable at rest', async () => {
      const id = person()
      await keys().ensure([id])
      const atRest = await harness.bytesAtRest()
      const bytes = Buffer.from((await bytesOf(id)) ?? '', 'hex')
      expect(bytes).toHaveLength(32)
      expect(atRest.includes(id)).toBe(true)
      for (const form of [bytes, bytes.toString('base64'), bytes.toString('hex')]) expect(atRest.includes(form)).toBe(false)
    })

    it('answers a ping', async () => expect(keys().ping()).resolves.toBeUndefined())
  })
}
