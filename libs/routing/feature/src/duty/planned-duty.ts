import { plusMs, type Id, type Instant } from '@spoc/platform-kernel'
import { spans, type DutySpan } from '@spoc/routing-domain'
import type { Rota } from '@spoc/routing-contracts'

interface Planned {
  readonly from: Instant
  readonly to: Instant
  readonly spans: readonly DutySpan[]
}

const AHEAD_MS = 24 * 3_600_000

/** Kept for as long as the rota stands as it is in memory: another revision is another object. */
const plans = new WeakMap<Rota, Planned>()

/** Who is on duty by the rota, absences left aside; reckoned once for a day ahead, since every request asks for it. */
export function plannedDuty(rota: Rota, at: Instant): Id<'person'> | undefined {
  let plan = plans.get(rota)
  if (plan === undefined || at < plan.from || at >= plan.to) {
    const to = plusMs(at, AHEAD_MS)
    plan = { from: at, to, spans: spans(rota, at, to) }
    plans.set(rota, plan)
  }
  return plan.spans.find((span) => span.from <= at && at < span.to)?.personId
}
