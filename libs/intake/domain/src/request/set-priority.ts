import {
  levels,
  priorities,
  type Impact,
  type Priority,
  type RequestEvent,
  type RequestFacts,
  type Urgency,
} from '@spoc/intake-contracts'
import { checkText, refuse, type Decision, type Refusal } from '@spoc/platform-kernel'
import { priorityOf, type PriorityMatrix } from '../priority/priority.js'
import { notWhile, unknownRequest } from './refusals.js'

export interface SetPriority {
  readonly impact: Impact
  readonly urgency: Urgency
  /** Another than the matrix gives; then the reason must be told. */
  readonly priority?: Priority
  readonly reason?: string
}

/** The SPOC decides, by the contract's matrix or with a reason of their own. Clocks are re-targeted by it. */
export function setPriority(request: RequestFacts, command: SetPriority, matrix: PriorityMatrix): Decision<RequestEvent> {
  if (request.is === 'unknown') return unknownRequest()
  const { status } = request.phase
  if (status === 'closed' || status === 'cancelled' || status === 'rejected' || status === 'merged') {
    return notWhile(request.phase, 'given another priority')
  }
  const { impact, urgency, reason } = command
  const refusal = checkLevels(command)
  if (refusal !== undefined) return refusal
  const byMatrix = priorityOf(matrix, impact, urgency)
  const priority = command.priority ?? byMatrix
  if (request.impact === impact && request.urgency === urgency && request.priority === priority) return []
  const unexplained = priority === byMatrix && reason === undefined ? undefined : checkText(reason ?? '', 'reason', 1000)
  if (unexplained !== undefined) return unexplained
  return [{ type: 'intake.priority-set.v1', data: { impact, urgency, priority, reason: reason ?? 'By the contract’s matrix.' } }]
}

function checkLevels({ impact, urgency, priority }: SetPriority): Refusal | undefined {
  if (!levels.includes(impact)) return refuse('level-unknown', `Impact is one of ${levels.join(', ')}.`, 'impact')
  if (!levels.includes(urgency)) return refuse('level-unknown', `Urgency is one of ${levels.join(', ')}.`, 'urgency')
  return priority === undefined || priorities.includes(priority)
    ? undefined
    : refuse('priority-unknown', `Priority is one of ${priorities.join(', ')}.`, 'priority')
}
