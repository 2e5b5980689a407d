/** 50 ms, doubling, at most 5 s: between attempts that fail. */
export function backoffMs(failures: number): number {
  return Math.min(5_000, 50 * 2 ** Math.min(failures - 1, 10))
}

/** Resolves when all have ended, or then rejects as the first of the list that did: nothing of it goes on behind the back of who waits. */
export async function allEnded(work: readonly Promise<unknown>[]): Promise<void> {
  for (const ended of await Promise.allSettled(work)) if (ended.status === 'rejected') throw ended.reason
}

/** Waits, but no longer than until `given up` says so; looks every 50 ms. */
export async function pause(milliseconds: number, givenUp: () => boolean = () => false): Promise<void> {
  const until = performance.now() + milliseconds
  for (;;) {
    const left = until - performance.now()
    if (left <= 0 || givenUp()) return
    await new Promise((resolve) => setTimeout(resolve, Math.min(left, 50)))
  }
}
