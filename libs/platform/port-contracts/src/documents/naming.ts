import { DuplicateKey } from '@spoc/platform-ports'
import { filled, kindOf, type Doc, type DocumentsHarness } from './harness.js'

/** Collections by their names: how a rebuilt view takes the place of the old. */
export function naming(harness: () => DocumentsHarness): void {
  const documents = () => harness().documents

  it('has a collection once it is opened, until it is dropped', async () => {
    const kind = kindOf()
    expect(await documents().exists(kind.name)).toBe(false)
    const collection = await documents().collection<Doc>(kind)
    expect(await documents().exists(kind.name)).toBe(true)
    await collection.put({ _id: 'a' })
    await documents().drop(kind.name)
    expect(await documents().exists(kind.name)).toBe(false)
    expect(await (await documents().collection<Doc>(kind)).count({})).toBe(0)
  })

  it('drops a collection that is not there without complaint', async () =>
    expect(documents().drop(kindOf().name)).resolves.toBeUndefined())

  it('opens a collection that is there as it is, as often as asked, also at once', async () => {
    const kind = kindOf({ indexes: [{ fields: ['n'] }, { fields: ['number'], unique: true }] })
    const opened = await Promise.all([1, 2, 3].map(() => documents().collection<Doc>(kind)))
    await opened[0]?.put({ _id: 'a', n: 1 })
    expect(await opened[2]?.get('a')).toEqual({ _id: 'a', n: 1 })
    expect(await (await documents().collection<Doc>(kind)).get('a')).toEqual({ _id: 'a', n: 1 })
  })

  it('makes indexes that are missing in a collection that is there', async () => {
    const kind = kindOf()
    await (await documents().collection<Doc>(kind)).put({ _id: 'a', number: 'R-1' })
    const indexed = await documents().collection<Doc>({ ...kind, indexes: [{ fields: ['number'], unique: true }] })
    await expect(indexed.insert({ _id: 'b', number: 'R-1' })).rejects.toThrow(DuplicateKey)
  })

  it('lets a collection take the name of another, which goes', async () => {
    const kind = kindOf({ holds: 'view' })
    const old = await documents().collection<Doc>(kind)
    await old.write([{ id: 'a', fold: 1, position: 9n, document: { _id: 'a', of: 'old' } }])
    const rebuilt = kindOf({ holds: 'view', indexes: [{ fields: ['number'], unique: true }] })
    const filling = await documents().collection<Doc>(rebuilt)
    await filling.write([{ id: 'a', fold: 2, position: 5n, document: { _id: 'a', of: 'new', number: 'R-1' } }])

    expect(await documents().rename(rebuilt.name, kind.name)).toBe(true)

    expect(await documents().exists(rebuilt.name)).toBe(false)
    const now = await documents().collection<Doc>({ ...rebuilt, name: kind.name })
    expect((await now.find({ limit: 10 })).items).toEqual([{ _id: 'a', of: 'new', number: 'R-1' }])
    await now.write([{ id: 'a', fold: 2, position: 4n, document: { _id: 'a', of: 'late' } }])
    expect(await now.get('a')).toMatchObject({ of: 'new' })
    await expect(now.insert({ _id: 'b', number: 'R-1' })).rejects.toThrow(DuplicateKey)
  })

  it('gives the new documents through a collection opened under the name before', async () => {
    const [name, rebuilt] = [kindOf({ holds: 'view' }), kindOf({ holds: 'view' })]
    const reader = await documents().collection<Doc>(name)
    await reader.put({ _id: 'a', of: 'old' })
    await (await documents().collection<Doc>(rebuilt)).put({ _id: 'a', of: 'new' })
    await documents().rename(rebuilt.name, name.name)
    expect(await reader.get('a')).toEqual({ _id: 'a', of: 'new' })
    await reader.put({ _id: 'b', of: 'new' })
    expect(await reader.count({ of: 'new' })).toBe(2)
  })

  it('takes a name that nothing has', async () => {
    const [from, to] = [kindOf(), kindOf()]
    await filledWith(from.name)
    expect(await documents().rename(from.name, to.name)).toBe(true)
    expect(await (await documents().collection<Doc>(to)).count({})).toBe(1)
  })

  it('renames nothing where there is no such collection, and leaves the other', async () => {
    const to = kindOf()
    await filledWith(to.name)
    expect(await documents().rename(kindOf().name, to.name)).toBe(false)
    expect(await (await documents().collection<Doc>(to)).count({})).toBe(1)
  })

  it('keeps a new name when closed and opened again', async () => {
    const [from, to] = [kindOf(), kindOf()]
    await filledWith(from.name)
    await documents().rename(from.name, to.name)
    await harness().reopen()
    expect(await documents().exists(from.name)).toBe(false)
    expect(await (await documents().collection<Doc>(to)).count({})).toBe(1)
  })

  const filledWith = (name: string) => filled(documents(), [{ _id: 'a' }], { name })
}
