import { atFirstUse } from './at-first-use.js'

describe('a collection that is opened at its first use', () => {
  it('is opened once, and again only where that failed', async () => {
    let asked = 0
    const collection = async () => {
      asked += 1
      if (asked === 1) throw new Error('away')
      return { number: asked } as never
    }
    const lamps = atFirstUse({ collection }, { name: 'lamps_lamps', indexes: [], holds: 'view' })
    expect(asked).toBe(0)
    await expect(lamps()).rejects.toThrow('away')
    expect(await Promise.all([lamps(), lamps()])).toEqual([{ number: 2 }, { number: 2 }])
    await lamps()
    expect(asked).toBe(2)
  })
})
