import { refuse, type Decision, type Id, type Refusal } from '@spoc/platform-kernel'
import type {
  EscalationPolicyDefinition,
  EscalationPolicyEvent,
  EscalationPolicyFacts,
  EscalationStep,
  EscalationTarget,
} from '@spoc/routing-contracts'
import { checkRestriction } from '../duty/check-restriction.js'
import { isZone } from '../duty/zone-clock.js'
import { sameContent } from '../same-content.js'

/** How long after the last step the last resort is told, where the policy does not say. */
export const LAST_RESORT_WAIT_MS = 15 * 60_000

/** Whom a target would reach: `afterMs` is how long the quickest of them is left alone by their own rules. */
export type Reach = { readonly is: 'unknown' } | { readonly is: 'nobody' } | { readonly is: 'people'; readonly afterMs: number }

export interface PolicyGrounds {
  readonly reach: (target: EscalationTarget) => Reach
  readonly personReachable: (personId: Id<'person'>) => boolean
}

/** Saves a policy. A step that could never reach anybody before the next one is taken is refused here, not found out at night. */
export function defineEscalationPolicy(
  { policy }: EscalationPolicyFacts,
  definition: EscalationPolicyDefinition,
  grounds: PolicyGrounds,
): Decision<EscalationPolicyEvent> {
  const last = definition.steps.at(-1)?.afterMs ?? 0
  const complete = { ...definition, lastResortAfterMs: definition.lastResortAfterMs ?? last + LAST_RESORT_WAIT_MS }
  if (policy !== undefined && sameContent(policy, complete)) return []
  const refusal = checkPolicy(complete, grounds)
  return refusal ?? [{ type: 'routing.escalation-policy-defined.v1', data: complete }]
}

type CompletePolicy = EscalationPolicyDefinition & { readonly lastResortAfterMs: number }

function checkPolicy(policy: CompletePolicy, grounds: PolicyGrounds): Refusal | undefined {
  const { name, steps, lastResort, lastResortAfterMs } = policy
  if (name.trim() === '') return refuse('name-missing', 'An escalation policy has a name.', 'name')
  if (steps.length === 0) return refuse('step-missing', 'A policy has at least one step.', 'steps')
  const refusal = checkTimes(policy) ?? checkSteps(steps, lastResortAfterMs, grounds)
  if (refusal !== undefined) return refusal
  return grounds.personReachable(lastResort)
    ? undefined
    : refuse('last-resort-unreachable', 'The last resort has no way to be reached.', 'lastResort')
}

function checkTimes({ steps, lastResortAfterMs }: CompletePolicy): Refusal | undefined {
  for (const [index, { afterMs }] of steps.entries()) {
    if (!Number.isInteger(afterMs) || afterMs < 0) {
      return refuse('step-time-invalid', 'A step comes whole milliseconds after the start.', `steps[${index}].afterMs`)
    }
    if (afterMs <= (steps[index - 1]?.afterMs ?? -1)) {
      return refuse('step-order', 'Each step comes later than the one before.', `steps[${index}].afterMs`)
    }
  }
  return lastResortAfterMs > (steps.at(-1)?.afterMs ?? 0)
    ? undefined
    : refuse('last-resort-too-early', 'The last resort comes after the last step.', 'lastResortAfterMs')
}

function checkSteps(steps: readonly EscalationStep[], endMs: number, grounds: PolicyGrounds): Refusal | undefined {
  for (const [index, step] of steps.entries()) {
    const waitMs = (steps[index + 1]?.afterMs ?? endMs) - step.afterMs
    const refusal = checkHours(step, `steps[${index}].onlyDuring`) ?? checkStep(step, `steps[${index}].targets`, waitMs, grounds)
    if (refusal !== undefined) return refusal
  }
  return undefined
}

function checkHours({ onlyDuring }: EscalationStep, field: string): Refusal | undefined {
  if (onlyDuring === undefined) return undefined
  if (!isZone(onlyDuring.zone)) return refuse('zone-unknown', 'There is no such IANA time zone.', `${field}.zone`)
  if (onlyDuring.hours.length === 0) return refuse('hours-missing', 'Name the hours.', `${field}.hours`)
  return onlyDuring.hours
    .map((hours, index) => checkRestriction(hours, `${field}.hours[${index}]`))
    .find((refusal) => refusal !== undefined)
}

function checkStep({ targets }: EscalationStep, field: string, waitMs: number, { reach }: PolicyGrounds): Refusal | undefined {
  if (targets.length === 0) return refuse('step-empty', 'A step tells somebody.', field)
  const reached = targets.map(reach)
  const unknown = reached.findIndex(({ is }) => is === 'unknown')
  if (unknown >= 0) return refuse('target-unknown', 'There is no such person, rota or team.', `${field}[${unknown}].id`)
  return reached.some((one) => one.is === 'people' && one.afterMs < waitMs)
    ? undefined
    : refuse('step-unreachable', 'Nobody of this step can be reached before the next one is taken.', field)
}
