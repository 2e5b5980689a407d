import type { Fact, RecordedOf } from '@spoc/platform-kernel'
import type { CollectionKind } from '@spoc/platform-ports'

/** Where a fold puts what it makes of an event. */
export interface Into<Doc> {
  /** The document becomes what `fold` makes of the one there is; nothing: it goes. */
  put(id: string, fold: (found: Doc | undefined) => Doc | undefined): void
}

export type Fold<Doc, E extends Fact> = {
  readonly [Type in E['type']]?: (event: RecordedOf<Extract<E, { type: Type }>>, into: Into<Doc>) => void
}

/** A read model: the published collection, and a table from event to what becomes of its documents. Position guards, rebuild and swap belong to the runner. */
export interface Projector<Doc extends { readonly _id: string } = never, E extends Fact = never> {
  readonly collection: CollectionKind
  /** Raised when the fold changes: a new collection is filled beside this one, then takes its place. */
  readonly version: number
  /** True where the fold looks at nothing personal: sealed values come as they are kept, which spares their opening. */
  readonly leavesSealed?: true
  readonly on: Fold<Doc, E>
}

/** A projector whose types have done their work: what the runner handles. */
export interface AnyProjector {
  readonly collection: CollectionKind
  readonly version: number
  readonly leavesSealed?: true
  readonly on: Readonly<Record<string, ((event: never, into: Into<never>) => void) | undefined>>
}

export function projector<Doc extends { readonly _id: string }, E extends Fact>(definition: Projector<Doc, E>): AnyProjector {
  return definition as AnyProjector
}
