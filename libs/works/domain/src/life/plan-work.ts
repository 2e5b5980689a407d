import { refuse, type Decision, type Given, type Refusal } from '@spoc/platform-kernel'
import type { WorkConflict, WorkEvent, WorkFacts, WorkImpact, WorkKind, WorkWindow } from '@spoc/works-contracts'
import { settle } from './settle.js'
import { approvalsNeeded, refuseLeadTime, type WorkTerms } from './terms.js'
import { inOrder, refuseWindows } from './windows.js'

export interface PlanWork {
  readonly reference: string
  readonly title: string
  readonly description: string
  readonly kind: WorkKind
  readonly windows: readonly WorkWindow[]
  readonly impacts: readonly WorkImpact[]
  readonly method?: string
  readonly rollback?: string
  /** What the contracts of the affected accounts say. */
  readonly terms: readonly WorkTerms[]
  /** What was found against it. */
  readonly conflicts: readonly WorkConflict[]
  /** The planner has seen the conflicts, and goes on. */
  readonly despiteConflicts: boolean
}

/** Plans the work and tells every affected account; where nobody's approval is needed it is confirmed at once. */
export function planWork(work: WorkFacts, command: PlanWork, given: Given): Decision<WorkEvent> {
  if (work.is !== 'unknown') return refuse('work-exists', `The reference ${work.reference} is taken.`, 'reference')
  const refusal =
    refuseTexts(command) ??
    refuseWindows(command.windows, given.now) ??
    refuseImpacts(command.impacts) ??
    refuseLeadTime(command, command.terms, given.now) ??
    refuseConflicts(command)
  if (refusal !== undefined) return refusal
  const { terms, despiteConflicts: _, ...plan } = command
  const approvals = approvalsNeeded(command, terms, given.now)
  const plannedBy = given.onBehalfOf ?? given.actor
  const planned: WorkEvent = {
    type: 'works.work-planned.v1',
    data: { ...plan, windows: inOrder(command.windows), plannedBy, approvals },
  }
  return settle(work, [planned], given.now)
}

/** Nobody is told of a work before its conflicts are out of the way, or accepted by name. */
export function refuseConflicts(command: Pick<PlanWork, 'conflicts' | 'despiteConflicts'>): Refusal | undefined {
  if (command.conflicts.length === 0 || command.despiteConflicts) return undefined
  const others = [...new Set(command.conflicts.map(({ reference }) => reference))].join(', ')
  return refuse('works-conflict', `It conflicts with ${others}.`, 'despiteConflicts')
}

function refuseTexts({ title, description }: PlanWork): Refusal | undefined {
  if (title.trim() === '') return refuse('title-missing', 'A work needs a title.', 'title')
  if (description.trim() === '') return refuse('description-missing', 'Say what will be done.', 'description')
  return undefined
}

function refuseImpacts(impacts: readonly WorkImpact[]): Refusal | undefined {
  if (impacts.length === 0) return refuse('impact-missing', 'A work affects at least one service instance.', 'impacts')
  const twice = impacts.findIndex(
    ({ serviceInstanceId }, index) => impacts.findIndex((other) => other.serviceInstanceId === serviceInstanceId) !== index,
  )
  return twice < 0
    ? undefined
    : refuse('impact-twice', 'The service instance is named twice.', `impacts.${twice}.serviceInstanceId`)
}
