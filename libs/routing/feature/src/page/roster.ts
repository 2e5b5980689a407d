import { personFacts } from '@spoc/identity-contracts'
import type { Id, Instant } from '@spoc/platform-kernel'
import { rotaFacts, teamFacts, type EscalationStep, type EscalationTarget, type TeamDefinition } from '@spoc/routing-contracts'
import { nextOnDuty, nextShiftAt, resolveTarget, type PageGrounds, type Roster } from '@spoc/routing-domain'
import { absencesOf, canBeReached, type Facts } from '../duty/absences.js'
import { whoIsOnDuty } from '../duty/who-is-on-duty.js'

interface Duty {
  readonly now?: Id<'person'>
  readonly next?: Id<'person'>
  readonly shiftAt?: Instant
}

/** What the steps of a page stand for at one moment, all of it read before the decision. */
export async function pageGrounds(steps: readonly EscalationStep[], now: Instant, facts: Facts): Promise<PageGrounds> {
  const targets = steps.flatMap((step) => step.targets)
  const duties = await dutiesOf(targets, now, facts)
  const roster = await rosterOf(targets, duties, now, facts)
  const shifts = [...duties.values()].flatMap(({ shiftAt }) => (shiftAt === undefined ? [] : [shiftAt])).sort()
  return {
    now,
    resolve: (target) => resolveTarget(target, roster),
    ...(shifts[0] !== undefined && { nextShiftAt: shifts[0] }),
  }
}

async function rosterOf(
  targets: readonly EscalationTarget[],
  duties: ReadonlyMap<string, Duty>,
  now: Instant,
  facts: Facts,
): Promise<Roster> {
  const teams = new Map<string, TeamDefinition | undefined>()
  for (const { kind, id } of targets)
    if (kind === 'team' || kind === 'team-lead') teams.set(id, (await facts.of(teamFacts, id)).team)
  const people = [
    ...targets.flatMap(({ kind, id }) => (kind === 'person' ? [id] : [])),
    ...[...teams.values()].flatMap((team) => (team === undefined ? [] : [...team.members, team.leadId])),
    ...[...duties.values()].flatMap(({ now: one, next }) => [one, next].filter((personId) => personId !== undefined)),
  ]
  const reachable = new Set<string>()
  for (const personId of new Set(people)) if (canBeReached(await facts.of(personFacts, personId), now)) reachable.add(personId)
  return {
    team: (teamId) => teams.get(teamId),
    onDuty: (rotaId) => duties.get(rotaId)?.now,
    nextOnDuty: (rotaId) => duties.get(rotaId)?.next,
    reachable: (personId) => reachable.has(personId),
  }
}

async function dutiesOf(targets: readonly EscalationTarget[], now: Instant, facts: Facts): Promise<ReadonlyMap<string, Duty>> {
  const rotas = new Set(targets.flatMap(({ kind, id }) => (kind === 'on-duty' || kind === 'next-on-duty' ? [id] : [])))
  const duties = new Map<string, Duty>()
  for (const rotaId of rotas) duties.set(rotaId, await dutyOf(rotaId, now, facts))
  return duties
}

async function dutyOf(rotaId: Id<'rota'>, at: Instant, facts: Facts): Promise<Duty> {
  const { rota } = await facts.of(rotaFacts, rotaId)
  if (rota === undefined) return {}
  const absences = await absencesOf(rota, facts)
  const now = await whoIsOnDuty(rotaId, at, facts)
  const next = nextOnDuty(rota, at, absences)
  const shiftAt = nextShiftAt(rota, at, absences)
  return {
    ...(now !== undefined && { now }),
    ...(next !== undefined && { next: next.personId }),
    ...(shiftAt !== undefined && { shiftAt }),
  }
}
