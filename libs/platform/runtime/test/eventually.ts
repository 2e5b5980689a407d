/** Asks until the answer satisfies; throws with the last one after 10 s. */
export async function eventually<T>(ask: () => Promise<T> | T, satisfies: (answer: T) => boolean): Promise<T> {
  const until = performance.now() + 10_000
  for (;;) {
    const answer = await ask()
    if (satisfies(answer)) return answer
    if (performance.now() > until) throw new Error(`Not in time; last: ${String(answer)}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
