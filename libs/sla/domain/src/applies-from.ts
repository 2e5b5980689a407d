import { refuse, type Instant, type Refusal } from '@spoc/platform-kernel'

/** What has no revision yet applies to whatever there is. */
export function refusedForFirst(what: 'calendar' | 'policy', appliesFrom: Instant | undefined): Refusal | undefined {
  if (appliesFrom === undefined) return undefined
  const message = 'The first revision applies to every request; only a later one has an instant to apply from.'
  return refuse(`${what}-applies-from-first`, message, 'appliesFrom')
}

/** What has been promised meanwhile was promised under the revision there was. */
export function refusedForPast(what: 'calendar' | 'policy', appliesFrom: Instant, now: Instant): Refusal | undefined {
  if (appliesFrom >= now) return undefined
  const message = 'A revision applies from now on or later; clocks of the past are reckoned anew one by one.'
  return refuse(`${what}-applies-from-past`, message, 'appliesFrom')
}
