import { setTimeout as pause } from 'node:timers/promises'

/** Resolves once the condition holds; rejects where it does not within ten seconds. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 10_000
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`Not within 10 s: ${what}.`)
    await pause(2)
  }
}
