import type { BreachAttribution, BreachShare, Holder } from '@spoc/sla-contracts'
import { lengthOf } from '@spoc/sla-domain'

const words: Readonly<Record<Holder, string>> = {
  unassigned: 'not taken up',
  'own-team': 'with us',
  vendor: 'with the vendor',
  'waiting-for-client': 'waiting for the client',
  'waiting-for-window': 'waiting for a window',
  ended: 'ended, before it was opened again',
}

/** Whose doing a breach was, as lines that add up. */
export function attributionLines({ effectiveAt, through, until, openMs, shares }: BreachAttribution): readonly string[] {
  const upTo = through === 'breach' ? 'the breach' : `the end at ${until}`
  return [
    `open time up to ${upTo}, missed at ${effectiveAt}: ${lengthOf(openMs)}`,
    ...shares.map((share) => `${lengthOf(share.ms)}  ${words[share.holder]}${particularsOf(share)}`),
  ]
}

function particularsOf({ teamId, engagementId, reason }: BreachShare): string {
  if (teamId !== undefined) return `: team ${teamId}, engagement ${engagementId ?? 'not known'}`
  return reason === undefined || reason === 'waiting-for-client' ? '' : `: ${reason}`
}
