import { isRefusal, refuse, type Refusal } from '@spoc/platform-kernel'
import { warningAudiences, warningTimes, type WarningRule, type WarningThreshold } from './policy.events.js'
import { warningKey } from './warnings.js'

/** A warning as it is asked for: exactly one of share and lead. */
export interface WarningDraft {
  readonly share?: number
  readonly leadMinutes?: number
  readonly time?: string
  readonly audiences?: readonly string[]
}

/** What a list of warnings belongs to. */
export interface WarningsOf {
  /** What the codes of refusals begin with. */
  readonly whose: 'policy' | 'ola'
  /** Of the list, e.g. `warnings`. */
  readonly field: string
  /** The longest target in open time that they are for; none where it is not known, as of working days. */
  readonly targetMs?: number
}

const MOST_WARNINGS = 20

/** The clock of an engagement is no client's business. */
const audiencesOf = { policy: warningAudiences, ola: warningAudiences.filter((audience) => audience !== 'client') } as const

/**
 * The warnings that drafts stand for. Of each kind every one comes later than the one before: shares rise, leads of the same time fall.
 * Refused, with the field: `‹whose›-warnings-too-many`, `-warning-malformed`, `-warning-audience-unknown`, `-warning-twice`,
 * `-warning-out-of-order`, `-warning-lead-too-long`.
 */
export function warningRules(drafts: readonly WarningDraft[], list: WarningsOf): readonly WarningRule[] | Refusal {
  const { whose, field } = list
  if (drafts.length > MOST_WARNINGS)
    return refuse(`${whose}-warnings-too-many`, `There are at most ${MOST_WARNINGS} warnings.`, field)
  const rules: WarningRule[] = []
  for (const [place, draft] of drafts.entries()) {
    const rule = warningRule(draft, whose, `${field}[${place}]`)
    if (isRefusal(rule)) return rule
    const fault = faultAmong(rules, rule, list, `${field}[${place}]`)
    if (fault !== undefined) return fault
    rules.push(rule)
  }
  return rules
}

function warningRule(
  { share, leadMinutes, time, audiences }: WarningDraft,
  whose: WarningsOf['whose'],
  field: string,
): WarningRule | Refusal {
  const threshold = thresholdOf(share, leadMinutes, time)
  if (threshold === undefined)
    return refuse(
      `${whose}-warning-malformed`,
      'A warning is a share between 0 and 100, or minutes ahead above 0, of time `business` or `wall`.',
      field,
    )
  if (audiences === undefined) return threshold
  const audienceNames: readonly string[] = audiencesOf[whose]
  const unknown = audiences.findIndex((audience) => !audienceNames.includes(audience))
  if (unknown >= 0)
    return refuse(
      `${whose}-warning-audience-unknown`,
      `An audience is one of ${audienceNames.join(', ')}.`,
      `${field}.audiences[${unknown}]`,
    )
  return { ...threshold, audiences: warningAudiences.filter((audience) => audiences.includes(audience)) }
}

function thresholdOf(
  share: number | undefined,
  leadMinutes: number | undefined,
  time: string | undefined,
): WarningThreshold | undefined {
  if (leadMinutes === undefined)
    return share !== undefined && time === undefined && share > 0 && share < 100 ? { share } : undefined
  if (share !== undefined || !(leadMinutes > 0) || !Number.isFinite(leadMinutes)) return undefined
  if (time === undefined) return { leadMinutes }
  const known = warningTimes.find((each) => each === time)
  return known === undefined ? undefined : { leadMinutes, time: known }
}

function faultAmong(
  before: readonly WarningRule[],
  rule: WarningRule,
  { whose, targetMs = Number.POSITIVE_INFINITY }: WarningsOf,
  field: string,
): Refusal | undefined {
  if (before.some((other) => warningKey(other) === warningKey(rule)))
    return refuse(
      `${whose}-warning-twice`,
      'Another warning comes at the same threshold; one may be for several audiences.',
      field,
    )
  if (before.some((other) => isOfKind(other, rule) && latenessOf(other) > latenessOf(rule)))
    return refuse(
      `${whose}-warning-out-of-order`,
      'Each warning comes later than the one of its kind before it: shares rise, minutes fall.',
      field,
    )
  if ('leadMinutes' in rule && rule.time !== 'wall' && rule.leadMinutes * 60_000 >= targetMs)
    return refuse(
      `${whose}-warning-lead-too-long`,
      'A lead of business time is shorter than the target, so that it begins after the clock does.',
      `${field}.leadMinutes`,
    )
  return undefined
}

function isOfKind(one: WarningRule, other: WarningRule): boolean {
  return kindOf(one) === kindOf(other)
}

function kindOf(rule: WarningRule): string {
  return 'share' in rule ? 'share' : (rule.time ?? 'business')
}

function latenessOf(rule: WarningRule): number {
  return 'share' in rule ? rule.share : -rule.leadMinutes
}
