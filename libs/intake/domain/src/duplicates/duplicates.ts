import { epochMs, type Id, type Instant } from '@spoc/platform-kernel'
import { jaccard, trigrams } from './similarity.js'

/** What of a request tells whether another repeats it. */
export interface Comparable {
  readonly requestId: Id<'request'>
  readonly accountId?: Id<'account'>
  readonly serviceInstanceId?: Id<'service'>
  /** The services its own service instance stands on, all the way down. */
  readonly dependsOn: readonly Id<'service'>[]
  readonly title: string
  readonly description: string
  readonly alertGroupKey?: string
  readonly occurredAt: Instant
}

export interface Likeness {
  readonly of: Id<'request'>
  /** From 0 to 1, in hundredths. */
  readonly score: number
  readonly reasons: readonly string[]
}

export interface DuplicateRules {
  /** Requests further apart than this are never duplicates. */
  readonly withinHours: number
  readonly suggestFrom: number
  readonly linkFrom: number
}

export const defaultRules: DuplicateRules = { withinHours: 24, suggestFrom: 0.6, linkFrom: 0.8 }

/** What is worth how much of the score: the service, what is said, and how near in time. */
const weights = { service: 0.35, content: 0.45, time: 0.2 }

/** How much `request` looks like a repetition of `other`; nothing where it cannot be one. Never across accounts. */
export function likeness(request: Comparable, other: Comparable, rules: DuplicateRules = defaultRules): Likeness | undefined {
  if (request.requestId === other.requestId) return undefined
  if (request.accountId === undefined || request.accountId !== other.accountId) return undefined
  const parts = {
    service: serviceLikeness(request, other),
    content: contentLikeness(request, other),
    time: timeLikeness(request, other, rules),
  }
  if (parts.service.worth === 0 || parts.content.worth === 0 || parts.time.worth === 0) return undefined
  const score = weights.service * parts.service.worth + weights.content * parts.content.worth + weights.time * parts.time.worth
  return {
    of: other.requestId,
    score: Math.round(score * 100) / 100,
    reasons: ['Same account.', parts.service.reason, parts.content.reason, parts.time.reason],
  }
}

/** The likeliest of several, and what follows from it; one decision for all channels. The account's policy says whether to link by itself. */
export function decideDuplicate(
  request: Comparable,
  others: readonly Comparable[],
  policy: 'suggest' | 'link',
  rules: DuplicateRules = defaultRules,
): ({ readonly then: 'suggest' | 'link' } & Likeness) | undefined {
  const best = others
    .map((other) => likeness(request, other, rules))
    .filter((like) => like !== undefined)
    .sort((a, b) => b.score - a.score || (a.of < b.of ? -1 : 1))[0]
  if (best === undefined || best.score < rules.suggestFrom) return undefined
  return { then: policy === 'link' && best.score >= rules.linkFrom ? 'link' : 'suggest', ...best }
}

interface Part {
  readonly worth: number
  readonly reason: string
}

function serviceLikeness(request: Comparable, other: Comparable): Part {
  const [one, another] = [request.serviceInstanceId, other.serviceInstanceId]
  if (one === undefined || another === undefined) return { worth: 0.4, reason: 'The service instance of one is not known.' }
  if (one === another) return { worth: 1, reason: 'Same service instance.' }
  if (request.dependsOn.includes(another) || other.dependsOn.includes(one)) {
    return { worth: 0.8, reason: 'One service instance depends on the other.' }
  }
  return request.dependsOn.some((service) => other.dependsOn.includes(service))
    ? { worth: 0.6, reason: 'Both service instances depend on the same one.' }
    : { worth: 0, reason: 'Unrelated service instances.' }
}

/** Below this, words are common by chance. */
const LEAST_SIMILARITY = 0.25

function contentLikeness(request: Comparable, other: Comparable): Part {
  if (request.alertGroupKey !== undefined && request.alertGroupKey === other.alertGroupKey) {
    return { worth: 1, reason: 'Same group of alerts.' }
  }
  const [one, another] = [said(request), said(other)]
  const alike = Math.max(jaccard(one.inTitle, another.inTitle), jaccard(one.inAll, another.inAll))
  return alike < LEAST_SIMILARITY
    ? { worth: 0, reason: 'Different words.' }
    : { worth: alike, reason: `The texts are alike to ${Math.round(alike * 100)} %.` }
}

interface Said {
  readonly inTitle: ReadonlySet<string>
  readonly inAll: ReadonlySet<string>
}

/** One request is compared with several. */
const known = new WeakMap<Comparable, Said>()

function said(request: Comparable): Said {
  const found = known.get(request)
  if (found !== undefined) return found
  const inTitle = trigrams(request.title)
  const made = { inTitle, inAll: new Set([...inTitle, ...trigrams(request.description)]) }
  known.set(request, made)
  return made
}

function timeLikeness(request: Comparable, other: Comparable, { withinHours }: DuplicateRules): Part {
  const apartMs = Math.abs(epochMs(request.occurredAt) - epochMs(other.occurredAt))
  const worth = Math.max(0, 1 - apartMs / (withinHours * 3_600_000))
  return { worth, reason: `${Math.round(apartMs / 60_000)} minutes apart.` }
}
