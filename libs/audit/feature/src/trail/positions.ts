import type { Position } from '@spoc/platform-kernel'

const DIGITS = 20

/** A position as text that sorts as positions do. */
export function padded(position: Position): string {
  return String(position).padStart(DIGITS, '0')
}
