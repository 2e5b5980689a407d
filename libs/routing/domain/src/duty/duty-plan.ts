import { epochMs, instantOf, type Id, type Instant } from '@spoc/platform-kernel'
import type { Rota } from '@spoc/routing-contracts'
import { layerSpans } from './layer-spans.js'
import { joined, overlap, without, type Stretch } from './span-arithmetic.js'
import { zoneClock } from './zone-clock.js'

export type DutyBecause =
  | { readonly kind: 'override'; readonly overrideId: Id<'override'> }
  | { readonly kind: 'layer'; readonly layer: string; readonly turn: number }
  | { readonly kind: 'nobody' }

/** `[from, to)` of one person, or of nobody, and why. */
export interface DutySpan {
  readonly from: Instant
  readonly to: Instant
  readonly personId?: Id<'person'>
  readonly because: DutyBecause
}

/** Somebody who cannot be on duty: from then on for good (has left), or until an instant. */
export interface Absence {
  readonly personId: Id<'person'>
  readonly from: Instant
  readonly to?: Instant
}

export interface DutyPlan {
  /** Contiguous: each begins where the one before ends, together they are the whole period. */
  readonly spans: readonly DutySpan[]
  /** Duties that fell through to a lower layer since the person is absent; whoever plans the rota should be told. */
  readonly passedOver: readonly DutySpan[]
}

interface Claim extends Stretch {
  readonly personId: Id<'person'>
  readonly because: DutyBecause
}

/** Who is on duty from `from` to `to`, cut at every handover, after overrides and absences. Empty where `to` is not after `from`. */
export function dutyPlan(rota: Rota, from: Instant, to: Instant, absences: readonly Absence[] = []): DutyPlan {
  const period = { from: epochMs(from), to: epochMs(to) }
  if (period.from >= period.to) return { spans: [], passedOver: [] }
  const granted: Claim[] = []
  const passedOver: Claim[] = []
  let free: readonly Stretch[] = [period]
  for (const claims of claimsByPrecedence(rota, period)) {
    const wanted = claims.flatMap((claim) => partsIn(claim, free))
    const present = wanted.flatMap((claim) => presentParts(claim, absences))
    passedOver.push(...wanted.flatMap((claim) => absentParts(claim, absences)))
    granted.push(...present)
    free = without(free, present)
  }
  const gaps = free.map((gap) => ({ ...span(gap), because: { kind: 'nobody' } as const }))
  return { spans: inOrder([...granted.map(dutySpan), ...gaps]), passedOver: inOrder(passedOver.map(dutySpan)) }
}

/** Overrides first, the later-added before the earlier; then the layers. Claims of one group never overlap each other. */
function* claimsByPrecedence(rota: Rota, period: Stretch): Generator<readonly Claim[]> {
  for (const { overrideId, personId, ...override } of [...rota.overrides].reverse()) {
    const part = overlap(period, { from: epochMs(override.from), to: epochMs(override.to) })
    if (part !== undefined) yield [{ ...part, personId, because: { kind: 'override', overrideId } }]
  }
  const clock = zoneClock(rota.zone)
  for (const layer of rota.layers) {
    yield layerSpans(layer, clock, period).map(({ turn, ...claim }) => ({
      ...claim,
      because: { kind: 'layer', layer: layer.name, turn },
    }))
  }
}

function partsIn(claim: Claim, stretches: readonly Stretch[]): readonly Claim[] {
  return stretches.flatMap((stretch) => {
    const part = overlap(claim, stretch)
    return part === undefined ? [] : [{ ...claim, ...part }]
  })
}

function absentTimes(personId: Id<'person'>, absences: readonly Absence[]): readonly Stretch[] {
  return joined(
    absences
      .filter((absence) => absence.personId === personId)
      .map(({ from, to }) => ({ from: epochMs(from), to: to === undefined ? Number.POSITIVE_INFINITY : epochMs(to) })),
  )
}

function presentParts(claim: Claim, absences: readonly Absence[]): readonly Claim[] {
  return without([claim], absentTimes(claim.personId, absences)).map((part) => ({ ...claim, ...part }))
}

function absentParts(claim: Claim, absences: readonly Absence[]): readonly Claim[] {
  return partsIn(claim, absentTimes(claim.personId, absences))
}

function span({ from, to }: Stretch): { readonly from: Instant; readonly to: Instant } {
  return { from: instantOf(from), to: instantOf(to) }
}

function dutySpan({ personId, because, ...stretch }: Claim): DutySpan {
  return { ...span(stretch), personId, because }
}

function inOrder(spans: readonly DutySpan[]): readonly DutySpan[] {
  return [...spans].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
}
