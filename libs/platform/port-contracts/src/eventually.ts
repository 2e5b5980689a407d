const FIRST_PAUSE_MS = 2
const LONGEST_PAUSE_MS = 100

/** Tries until the check no longer throws, and resolves to what it answers; rejects with its last error after the time. */
export async function eventually<T>(check: () => T | Promise<T>, withinMs = 30_000): Promise<T> {
  const end = performance.now() + withinMs
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2))
    try {
      return await check()
    } catch (error) {
      if (performance.now() > end) throw error
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
}
