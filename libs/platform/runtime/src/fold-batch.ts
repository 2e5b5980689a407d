import { upcast, type EventContract, type Position, type Recorded } from '@spoc/platform-kernel'
import type { GuardedWrite } from '@spoc/platform-ports'
import type { Opener } from './opener.js'
import type { AnyProjector } from './projector.js'

export interface ViewDocument {
  readonly _id: string
  /** Set where a fold threw: the document stands as it was before, and waits. */
  readonly brokenAt?: { readonly position: string; readonly type: string; readonly error: string }
  /** Set where an event came that this release does not know: something is missing here. */
  readonly incomplete?: true
}

export interface FoldedBatch {
  readonly writes: readonly GuardedWrite<ViewDocument>[]
  readonly broken: readonly string[]
  /** Whether any event was one of this fold. */
  readonly folded: boolean
}

type Step = (found: ViewDocument | undefined) => ViewDocument | undefined

/**
 * The writes that a batch of events makes of the documents there are: pure but for the reading. A document that a fold leaves as it is (the same
 * object) is not written: its guard stays where it is, and whoever folds the event again finds the same and leaves it too.
 */
export async function foldBatch(
  projector: AnyProjector,
  events: readonly Recorded[],
  contracts: readonly EventContract[],
  opener: Opener,
  kept: (ids: readonly string[]) => Promise<readonly GuardedWrite<ViewDocument>[]>,
): Promise<FoldedBatch> {
  const steps: { readonly id: string; readonly step: Step; readonly event: Recorded }[] = []
  for (const event of events) {
    const { fact: form, known } = upcast(contracts, event)
    if (!known) {
      steps.push({ id: event.metadata.subject, event, step: (found) => found && { ...found, incomplete: true } })
      continue
    }
    const fold = projector.on[form.type]
    if (fold === undefined) continue
    const fact = projector.leavesSealed === true ? form : upcast(contracts, await opener.open(event)).fact
    fold(
      { ...event, ...fact } as never,
      {
        put: (id: string, step: (found: never) => ViewDocument | undefined) => void steps.push({ id, step: step as Step, event }),
      } as never,
    )
  }
  if (steps.length === 0) return { writes: [], broken: [], folded: false }
  const documents = new Map<string, ViewDocument | undefined>()
  const reached = new Map<string, Position>()
  const outdated = new Set<string>()
  for (const { id, fold, position, document } of await kept([...new Set(steps.map(({ id }) => id))])) {
    // An older release may have written right after the swap: what it made is none of this fold's.
    if (fold < projector.version) {
      outdated.add(id)
      continue
    }
    documents.set(id, document)
    reached.set(id, position)
  }
  const touched = new Map<string, Position>()
  const broken: string[] = []
  for (const { id, step, event } of steps) {
    // Whoever wrote the document has come further than the checkpoint tells: it died in between, or folds beside this process. The guard would let
    // a document pass that has the event twice and something newer.
    if (event.position <= (reached.get(id) ?? 0n)) continue
    const found = documents.get(id)
    if (found?.brokenAt !== undefined) continue
    try {
      const next = step(found)
      if (next === found && !outdated.has(id)) continue
      documents.set(id, next)
    } catch (error) {
      broken.push(id)
      documents.set(id, {
        ...found,
        _id: id,
        brokenAt: {
          position: String(event.position),
          type: event.type,
          error: error instanceof Error ? error.message : String(error),
        },
      })
    }
    touched.set(id, event.position)
  }
  const writes = [...touched].map(([id, position]) => {
    const document = documents.get(id)
    return { id, fold: projector.version, position, ...(document === undefined ? {} : { document }) }
  })
  return { writes, broken, folded: true }
}
