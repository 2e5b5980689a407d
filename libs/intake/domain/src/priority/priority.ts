import type { Impact, Priority, Urgency } from '@spoc/intake-contracts'

/** Priority by impact, then by urgency; a contract has one of its own. */
export type PriorityMatrix = Readonly<Record<Impact, Readonly<Record<Urgency, Priority>>>>

/** For requests whose account or contract is not known (yet). */
export const defaultMatrix: PriorityMatrix = {
  high: { high: 'P1', medium: 'P2', low: 'P3' },
  medium: { high: 'P2', medium: 'P3', low: 'P3' },
  low: { high: 'P3', medium: 'P4', low: 'P4' },
}

export function priorityOf(matrix: PriorityMatrix, impact: Impact, urgency: Urgency): Priority {
  return matrix[impact][urgency]
}
