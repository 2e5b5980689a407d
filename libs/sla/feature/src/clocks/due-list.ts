import { IfTold, instantIn, Paging } from '@spoc/platform-nest'
import type { Filter } from '@spoc/platform-ports'
import { IsIn, IsString, IsUUID, MaxLength } from 'class-validator'

const states = ['running', 'paused', 'met', 'breached', 'cancelled', 'in-jeopardy'] as const

/** What every list of clocks, earliest due first, may be narrowed by. */
export class DueList extends Paging {
  /** `in-jeopardy`: as `isInJeopardy` has it; a breached clock is in state `breached`. */
  @IfTold()
  @IsIn(states)
  state?: (typeof states)[number]

  /** An instant with offset; clocks without a due instant are left out. */
  @IfTold()
  @IsString()
  @MaxLength(40)
  dueBefore?: string

  @IfTold()
  @IsUUID()
  requestId?: string
}

/** Refused: `invalid-instant` 422. */
export function dueFilter({ state, dueBefore, requestId }: Pick<DueList, 'state' | 'dueBefore' | 'requestId'>): Filter {
  return {
    ...(state === undefined ? {} : state === 'in-jeopardy' ? { state: 'running', told: { $elemMatch: { $ne: '' } } } : { state }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(dueBefore === undefined ? {} : { dueAt: { $lt: instantIn(dueBefore, 'dueBefore') } }),
  }
}
