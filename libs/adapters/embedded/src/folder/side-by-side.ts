/**
 * Does the work for each item, so many at a time: on a busy event loop a file is a dozen turns, and one after the other would never end. After a
 * failure nothing more is begun; rejects with the first once all that was begun has ended.
 */
export async function sideBySide<T>(items: AsyncIterable<T>, width: number, work: (item: T) => Promise<void>): Promise<void> {
  const iterator = items[Symbol.asyncIterator]()
  let failed = false
  const follow = async () => {
    for (;;) {
      const next = failed ? undefined : await iterator.next()
      if (next === undefined || next.done === true) return
      await work(next.value).catch((error: unknown) => {
        failed = true
        throw error
      })
    }
  }
  const outcomes = await Promise.allSettled(Array.from({ length: width }, follow))
  await iterator.return?.()
  const first = outcomes.find((outcome) => outcome.status === 'rejected')
  if (first !== undefined) throw first.reason
}
