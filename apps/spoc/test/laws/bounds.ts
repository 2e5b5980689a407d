/** By which everything random is chosen. The same each time unless LAWS_SEED says another, so that a gate tells of changes and not of luck. */
export const seed = Number(process.env['LAWS_SEED'] ?? 1)

/** For so many runs: LAWS_RUNS times as many, for a long look by hand. What fails is made smaller for so long at most. */
export const bounds = (runs: number) => ({
  seed,
  numRuns: runs * Number(process.env['LAWS_RUNS'] ?? 1),
  interruptAfterTimeLimit: 90_000 * Number(process.env['LAWS_RUNS'] ?? 1),
})
