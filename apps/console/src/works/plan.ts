import { fromLocalInput } from '../time/instants.js'

/** A work as it is being planned in the form. */
export interface Plan {
  readonly title: string
  readonly description: string
  readonly kind: string
  readonly serviceInstanceIds: readonly string[]
  readonly from: string
  readonly to: string
  readonly impact: string
  readonly method: string
  readonly rollback: string
  /** The conflicts that the platform named are known. */
  readonly despiteConflicts: boolean
}

export const emptyPlan: Plan = {
  title: '',
  description: '',
  kind: 'planned',
  serviceInstanceIds: [],
  from: '',
  to: '',
  impact: 'outage',
  method: '',
  rollback: '',
  despiteConflicts: false,
}

/** What is sent: what is not filled in is left out, so that the platform names the field. `zone` is the one the times were chosen in. */
export function planBody(plan: Plan, zone: string): Readonly<Record<string, unknown>> {
  const window = { from: fromLocalInput(plan.from), to: fromLocalInput(plan.to), zone }
  const optional = (name: 'method' | 'rollback') => (plan[name].trim() === '' ? {} : { [name]: plan[name].trim() })
  return {
    title: plan.title.trim(),
    description: plan.description.trim(),
    kind: plan.kind,
    serviceInstanceIds: plan.serviceInstanceIds,
    windows: [window],
    impact: plan.impact,
    ...(plan.despiteConflicts ? { despiteConflicts: true } : {}),
    ...optional('method'),
    ...optional('rollback'),
  }
}
