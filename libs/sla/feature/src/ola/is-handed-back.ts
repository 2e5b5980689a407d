import type { EngagementFacts } from '@spoc/routing-contracts'

/** The team has done its part: that meets its clock, though the end of the request that follows on its heels may be heard of first. */
export function isHandedBack({ is }: Pick<EngagementFacts, 'is'>): boolean {
  return is === 'completed'
}
