import type { Position } from '@spoc/platform-kernel'

export type Scalar = string | number | boolean | null

/**
 * A filter in MongoDB's query language, over the fields of the document: equality, `$eq $ne $gt $gte $lt $lte $in $nin $exists $regex`
 * (with `$options: 'i'`), `$elemMatch`, `$all`, `$size`, `$not`, `$and $or $nor`. Nothing else: what both engines answer alike.
 */
export type Filter = Readonly<Record<string, unknown>>

export interface Index {
  /** Field paths, ascending; `-` before a path for descending. Ends with the id where the order must be total: the port adds it. */
  readonly fields: readonly string[]
  readonly unique?: boolean
}

export interface CollectionKind {
  /** `<context>_<plural>`, e.g. `intake_requests`. */
  readonly name: string
  readonly indexes: readonly Index[]
  /**
   * `view`: rebuilt from the log if lost. `state`: not in the log (law: each has an owner and a backup), durable when acknowledged.
   */
  readonly holds: 'view' | 'state'
  /** Field paths whose values are instants: BSON dates in MongoDB, ISO text here and in the embedded store. */
  readonly instants?: readonly string[]
  /**
   * Its documents are seldom read or written after their time, e.g. of requests that have ended, and nothing in them is personal. A view's may be kept
   * packed then; only what its indexes are over is found fast.
   */
  readonly rests?: boolean
}

export interface Found<Doc> {
  readonly items: readonly Doc[]
  /** Give it to the next call for the next page; none where this was the last. */
  readonly next?: string
}

export interface Query {
  readonly filter?: Filter
  /** Field paths in order, `-` before a path for descending; the id is always the last. The collection's indexes say which are cheap. */
  readonly sort?: readonly string[]
  /** 1 to 1000. */
  readonly limit: number
  /** From {@link Found.next} of a call with the same filter and sort; another text is refused with {@link BadCursor}. */
  readonly cursor?: string
}

/** A guarded write of a view: ignored where the document kept has an equal or higher (fold, position). */
export interface GuardedWrite<Doc> {
  readonly id: string
  readonly fold: number
  readonly position: Position
  /** None: the document goes, and only its guard is kept, so that an older write cannot bring it back. */
  readonly document?: Doc
}

export class BadCursor extends Error {
  constructor() {
    super('The cursor is not one of this list.')
    this.name = 'BadCursor'
  }
}

/** Documents carry `_id`; all other fields are theirs. Guards are kept beside them and not shown. */
export interface Collection<Doc extends { readonly _id: string }> {
  get(id: string): Promise<Doc | undefined>
  /** Those that there are, in no order. */
  getMany(ids: readonly string[]): Promise<readonly Doc[]>
  /** As {@link Collection.write} left them, in no order: with their guards, and where only the guard is kept too. What was put has fold and position -1. */
  getGuarded(ids: readonly string[]): Promise<readonly GuardedWrite<Doc>[]>
  find(query: Query): Promise<Found<Doc>>
  count(filter: Filter): Promise<number>
  /** Where one is refused with {@link DuplicateKey}, the others may be written or not: none is where the engine has transactions. */
  write(writes: readonly GuardedWrite<Doc>[]): Promise<void>
  /** {@link DuplicateKey} where the id or a unique value is taken. */
  insert(document: Doc): Promise<void>
  /** Puts the document, whatever was there. {@link DuplicateKey} where a unique value is taken by another. */
  put(document: Doc): Promise<void>
  /** Replaces the document that matches the filter and has this id; false where none does. The compare-and-set of leases and counters. */
  replaceIf(id: string, filter: Filter, document: Doc): Promise<boolean>
  /** False where there is none that matches. */
  remove(id: string, filter?: Filter): Promise<boolean>
  /** Deletes at most `limit` that match, and tells how many went. */
  removeMany(filter: Filter, limit: number): Promise<number>
}

export interface Documents {
  /** Opens a collection, making it and its indexes where they are missing. */
  collection<Doc extends { readonly _id: string }>(kind: CollectionKind): Promise<Collection<Doc>>
  /** The collection takes the name `to`, by one atomic step that drops what had it. False where there is no collection `from`. */
  rename(from: string, to: string): Promise<boolean>
  drop(name: string): Promise<void>
  exists(name: string): Promise<boolean>
  ping(): Promise<void>
  close(): Promise<void>
}
