import type { Impact, WorkConflict, WorkFacts, WorkImpact, WorkWindow } from '@spoc/works-contracts'
import { overlaps } from '../life/windows.js'

/** A work that is being planned, or moved. */
export interface Candidate {
  readonly workId: string
  readonly windows: readonly WorkWindow[]
  readonly impacts: readonly Pick<WorkImpact, 'serviceInstanceId' | 'impact'>[]
}

export interface OtherWork {
  readonly workId: string
  readonly work: WorkFacts
}

/** Service instances that stand in for each other. */
export interface RedundancyGroup {
  readonly redundancyGroupId: string
  readonly serviceInstanceIds: readonly string[]
}

/**
 * The works that touch the same service instance, or another leg of the same redundancy group, at the same time: each reported once,
 * however many windows and services meet, over the hull of the times they share. Services that suffer nothing are in nobody's way, nor
 * are works that are over or cancelled. The same for both works, whichever of them is asked about.
 */
export function conflicts(
  candidate: Candidate,
  others: readonly OtherWork[],
  groups: readonly RedundancyGroup[],
): readonly WorkConflict[] {
  return others.flatMap(({ workId, work }): readonly WorkConflict[] => {
    if (workId === candidate.workId || work.is === 'unknown' || work.is === 'completed' || work.is === 'cancelled') return []
    const time = sharedTime(candidate.windows, work.windows)
    if (time === undefined) return []
    const ours = touched(candidate.impacts)
    const theirs = touched(work.impacts)
    const met = { workId, reference: work.reference, ...time }
    const same = ours.filter((id) => theirs.includes(id))
    return [
      ...(same.length === 0 ? [] : [{ ...met, kind: 'same-service' as const, serviceInstanceIds: same.sort() }]),
      ...groups.flatMap(({ redundancyGroupId, serviceInstanceIds }): readonly WorkConflict[] => {
        const legs = legsMet(ours, theirs, serviceInstanceIds)
        return legs.length === 0 ? [] : [{ ...met, kind: 'redundancy-group', redundancyGroupId, serviceInstanceIds: legs }]
      }),
    ]
  })
}

/** The legs of one group that the two works touch together, where they are different ones; otherwise none. */
function legsMet(ours: readonly string[], theirs: readonly string[], group: readonly string[]): readonly string[] {
  const our = group.filter((id) => ours.includes(id))
  const their = group.filter((id) => theirs.includes(id))
  const legs = [...new Set([...our, ...their])].sort()
  return our.length === 0 || their.length === 0 || legs.length < 2 ? [] : legs
}

function touched(impacts: readonly { readonly serviceInstanceId: string; readonly impact: Impact }[]): string[] {
  return impacts.filter(({ impact }) => impact !== 'no-impact').map(({ serviceInstanceId }) => serviceInstanceId)
}

function sharedTime(ours: readonly WorkWindow[], theirs: readonly WorkWindow[]) {
  const shared = ours.flatMap((our) =>
    theirs
      .filter((their) => overlaps(our, their))
      .map((their) => ({ from: our.from > their.from ? our.from : their.from, to: our.to < their.to ? our.to : their.to })),
  )
  const [first] = shared
  if (first === undefined) return undefined
  return shared.reduce((hull, one) => ({
    from: one.from < hull.from ? one.from : hull.from,
    to: one.to > hull.to ? one.to : hull.to,
  }))
}
