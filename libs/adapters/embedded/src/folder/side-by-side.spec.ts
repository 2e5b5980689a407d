import { sideBySide } from './side-by-side.js'

async function* numbers(count: number) {
  for (let number = 0; number < count; number += 1) yield number
}

describe('work done side by side', () => {
  it('is done once for each, no more than so many at a time', async () => {
    const done: number[] = []
    let atOnce = 0
    let most = 0
    await sideBySide(numbers(50), 4, async (number) => {
      most = Math.max(most, ++atOnce)
      await new Promise((resolve) => setImmediate(resolve))
      atOnce -= 1
      done.push(number)
    })
    expect(done.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, number) => number))
    expect(most).toBe(4)
  })
  it('ends with the first failure, begins nothing after it, and leaves nothing running', async () => {
    let running = 0
    let begun = 0
    const work = sideBySide(numbers(1_000), 4, async (number) => {
      begun += 1
      running += 1
      await new Promise((resolve) => setImmediate(resolve))
      running -= 1
      if (number === 2) throw new Error('two')
    })
    await expect(work).rejects.toThrow('two')
    expect(running).toBe(0)
    expect(begun).toBeLessThan(20)
  })
  it('ends with the failure of what tells the items', async () => {
    async function* broken() {
      yield 1
      throw new Error('no more')
    }
    await expect(sideBySide(broken(), 2, () => Promise.resolve())).rejects.toThrow('no more')
  })
})
