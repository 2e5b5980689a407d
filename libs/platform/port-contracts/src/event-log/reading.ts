import { NO_STREAM, type NewEvent } from '@spoc/platform-ports'
import { eventually } from '../eventually.js'
import { unique } from '../unique.js'
import type { EventLogHarness } from './harness.js'
import { event, events, idsOf, someContext } from './samples.js'

export function reading(harness: () => EventLogHarness): void {
  const log = () => harness().log

  describe('one stream', () => {
    const given = events(someContext(), 5)
    const stream = unique('request')
    const ids = (...places: readonly number[]) => places.map((place) => given[place]?.id)
    beforeAll(async () => {
      await log().append(stream, NO_STREAM, given)
    })

    it('is read forwards from its beginning', async () =>
      expect(idsOf(await log().readStream(stream))).toEqual(ids(0, 1, 2, 3, 4)))
    it('is read forwards from a revision, inclusive', async () =>
      expect(idsOf(await log().readStream(stream, { from: 3 }))).toEqual(ids(3, 4)))
    it('is read forwards up to a limit', async () =>
      expect(idsOf(await log().readStream(stream, { from: 1, limit: 2 }))).toEqual(ids(1, 2)))
    it('has nothing past its end', async () => expect(await log().readStream(stream, { from: 5 })).toEqual([]))
    it('is read backwards from its end', async () =>
      expect(idsOf(await log().readStream(stream, { direction: 'backwards' }))).toEqual(ids(4, 3, 2, 1, 0)))
    it('is read backwards from a revision, inclusive', async () =>
      expect(idsOf(await log().readStream(stream, { direction: 'backwards', from: 2 }))).toEqual(ids(2, 1, 0)))
    it('is read backwards up to a limit', async () =>
      expect(idsOf(await log().readStream(stream, { direction: 'backwards', limit: 2 }))).toEqual(ids(4, 3)))
    it('has no events where there is no such stream, in either direction', async () => {
      expect(await log().readStream(unique('request'))).toEqual([])
      expect(await log().readStream(unique('request'), { from: 3, limit: 1 })).toEqual([])
      expect(await log().readStream(unique('request'), { direction: 'backwards', limit: 1 })).toEqual([])
    })
    it('is not taken for another whose name begins alike', async () =>
      expect(await log().readStream(stream.slice(0, -1))).toEqual([]))
    it('is read whole, however long', async () => {
      const long = unique('request')
      const parts = Array.from({ length: 6 }, () => events(someContext(), 200))
      for (const [index, part] of parts.entries()) await log().append(long, index * 200 - 1, part)
      expect(idsOf(await log().readStream(long))).toEqual(idsOf(parts.flat()))
    })
  })

  describe('the whole log', () => {
    const [one, other] = [someContext(), someContext()]
    const appended: NewEvent[] = []
    beforeAll(async () => {
      for (const [index, context] of [one, other, one, one, other, one].entries()) {
        const batch = [event(context, { index }), event(`${context}x`, { index })]
        await log().append(unique('request'), NO_STREAM, batch)
        appended.push(...batch)
      }
    })
    const typePrefixes = [`${one}.`, `${other}.`, `${one}x.`, `${other}x.`]
    const all = () => log().readAll({ limit: 100, typePrefixes })

    it('has one order: that in which the appends were answered', async () => expect(idsOf(await all())).toEqual(idsOf(appended)))
    it('has positions that rise', async () => {
      const positions = (await all()).map(({ position }) => position)
      expect(positions.every((position, index) => index === 0 || position > (positions[index - 1] ?? position))).toBe(true)
    })
    it('gives an event as its stream does', async () => {
      const [first] = await all()
      expect(first && (await log().readStream(first.stream))[0]).toEqual(first)
    })
    it('gives only types that begin with one of the prefixes', async () =>
      expect(idsOf(await log().readAll({ limit: 100, typePrefixes: [`${one}.`] }))).toEqual(
        idsOf(appended.filter(({ type }) => type.startsWith(`${one}.`))),
      ))
    it('goes on after a position, exclusive', async () => {
      const found = await all()
      const from = found[4]?.position ?? 0n
      expect(idsOf(await log().readAll({ from, limit: 3, typePrefixes }))).toEqual(idsOf(found.slice(5, 8)))
    })
    it('goes back from its end', async () =>
      expect(idsOf(await log().readAll({ direction: 'backwards', limit: 4, typePrefixes }))).toEqual(
        idsOf([...appended].reverse().slice(0, 4)),
      ))
    it('goes back before a position, exclusive', async () => {
      const found = await all()
      const from = found[4]?.position ?? 0n
      expect(idsOf(await log().readAll({ from, direction: 'backwards', limit: 3, typePrefixes }))).toEqual(
        idsOf(found.slice(1, 4).reverse()),
      )
    })
    it('has nothing after its head', async () =>
      expect(await log().readAll({ from: await log().head(), limit: 10, typePrefixes })).toEqual([]))
    it('is read without a filter too, own events only', async () => {
      const before = await log().head()
      const batch = events(someContext(), 3)
      await log().append(unique('request'), NO_STREAM, batch)
      const found = await log().readAll({ from: before, limit: 1000 })
      expect(idsOf(found)).toEqual(expect.arrayContaining([...idsOf(batch)]))
      expect(found.every(({ type, stream }) => !type.startsWith('$') && !stream.startsWith('$'))).toBe(true)
    })
    it('has the position of its last event as its head', async () => {
      const { position } = await log().append(unique('request'), NO_STREAM, events(someContext(), 2))
      await eventually(async () => {
        const head = await log().head()
        expect(head >= position).toBe(true)
        expect((await log().readAll({ direction: 'backwards', limit: 1 }))[0]?.position).toBe(head)
      })
    })
  })
}
