import { eventually } from './eventually.js'

describe('eventually', () => {
  it('tries until the check holds, and answers what that answers', async () => {
    let tries = 0
    const third = () => {
      tries += 1
      if (tries < 3) throw new Error('not yet')
      return tries
    }
    expect(await eventually(third)).toBe(3)
  })

  it('gives up after the time with the last reason', async () => {
    let tries = 0
    const never = () => Promise.reject(new Error(`not at try ${(tries += 1)}`))
    await expect(eventually(never, 20)).rejects.toThrow(/^not at try [2-9]/)
  })
})
