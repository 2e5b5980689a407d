const FIRST_MS = 10
const LONGEST_MS = 2000

/** How long to wait before connecting again, after so many failures in a row. */
export function backoffMs(failures: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** failures)
}
