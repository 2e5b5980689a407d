import { createHash } from 'node:crypto'
import { idOf, type Id, type Instant } from '@spoc/platform-kernel'

/** H. M. Damm's quasigroup of order 10: one wrong digit, or two neighbours swapped, always gives another check digit. */
const quasigroup = [
  [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
  [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
  [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
  [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
  [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
  [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
  [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
  [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
  [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
  [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
] as const

/**
 * `W-<year, UTC>-<six digits><check digit>`. The six digits come from the seed, so that replicas need not agree on a counter; whether the
 * reference is still free is decided by the log, since a work's id is made of it ({@link workIdOf}): where it is taken, try another seed.
 */
export function workReference(seed: string, at: Instant): string {
  const year = at.slice(0, 4)
  const digits = String(createHash('sha256').update(seed).digest().readUIntBE(0, 6) % 1_000_000).padStart(6, '0')
  return `W-${year}-${digits}${checkDigit(year + digits)}`
}

/** The one id a work of this reference can have. */
export function workIdOf(reference: string): Id<'work'> {
  return idOf('work', reference)
}

/** The reference as it is written, from what a person typed; nothing where its check digit is wrong or it is no reference at all. */
export function parseWorkReference(text: string): string | undefined {
  const parts = /^\s*W[-\s]?(\d{4})[-\s]?(\d{6})(\d)\s*$/i.exec(text)
  if (parts === null) return undefined
  const [, year = '', digits = '', check = ''] = parts
  return checkDigit(year + digits) === Number(check) ? `W-${year}-${digits}${check}` : undefined
}

export function checkDigit(digits: string): number {
  return [...digits].reduce<number>((check, digit) => quasigroup[check]?.[Number(digit)] ?? 0, 0)
}
