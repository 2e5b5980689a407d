const FIRST_MS = 1_000
const LONGEST_MS = 30_000

/** How long to wait before the next attempt; `attempt` counts from 0, `chance` from 0 to 1 spreads callers that failed together. */
export function waitBefore(attempt: number, chance: number): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10))
  return Math.round(longest * (0.5 + chance / 2))
}
