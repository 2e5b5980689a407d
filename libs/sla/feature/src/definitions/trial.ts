import { isRefusal, Refused, type Decision, type Fact, type Instant } from '@spoc/platform-kernel'
import type { Streams, Views } from '@spoc/platform-runtime'
import type { MovedClocks } from './clocks-that-would-move.js'

/** What a dry run reads. */
export interface Reading {
  readonly streams: Streams
  readonly views: Views
}

/** The answer of a dry run: what the definition would be, and which clocks a reckoning under it would move. Nothing has changed. */
export interface Trial {
  readonly dryRun: true
  readonly id: string
  /** False where what is defined would apply then anyway. */
  readonly changes: boolean
  /** The one that would be added; where nothing changes, the last there is. */
  readonly revision: number
  /** Absent for the first revision, which applies to every request. */
  readonly appliesFrom?: Instant
  readonly clocks: MovedClocks
}

export const noClocks: MovedClocks = { items: [], lookedAt: 0 }

/** The facts that a definition would record. Throws what it is refused for. */
export function orThrow<E extends Fact>(decision: Decision<E>): readonly E[] {
  if (isRefusal(decision)) throw new Refused(decision)
  return decision
}
