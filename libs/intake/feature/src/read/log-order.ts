import type { Position } from '@spoc/platform-kernel'

const DIGITS = 20

/** A position as a text that sorts as positions do. */
export function orderOf(position: Position): string {
  return String(position).padStart(DIGITS, '0')
}
