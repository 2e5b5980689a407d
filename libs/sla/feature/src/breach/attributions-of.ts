import { breachStands, type BreachAttribution, type BreachShare, type Clock, type Holder } from '@spoc/sla-contracts'

/** Of the breaches of a clock that stand, those of earlier rounds and promises among them; of the end after a breach the last. */
export function attributionsOf(clock: Clock, attributed: readonly BreachAttribution[]): readonly BreachAttribution[] {
  const own = attributed.filter((one) => one.clock === clock.clock && breachStands(clock, one.effectiveAt))
  return [...new Map(own.map((one): [string, BreachAttribution] => [`${one.effectiveAt} ${one.through}`, one])).values()]
}

/** The same for a client: in whose hands, and not which team's or vendor's. */
export function withoutTeams(attribution: BreachAttribution): BreachAttribution {
  const shares = new Map<Holder, BreachShare>()
  for (const { holder, ms, countedMs } of attribution.shares) {
    const before = shares.get(holder) ?? { holder, ms: 0, countedMs: 0 }
    shares.set(holder, { holder, ms: before.ms + ms, countedMs: before.countedMs + countedMs })
  }
  return { ...attribution, shares: [...shares.values()] }
}
