import type { Collection, CollectionKind, Filter, Found, GuardedWrite, Query } from '@spoc/platform-ports'
import { parseFilter } from './filter.js'
import { divide } from './filter-sql.js'
import { count, find, findIds } from './finding.js'
import { matches } from './matching.js'
import type { DocumentStore } from './store.js'
import type { DocumentTable } from './table.js'

/** The collection of a name, whichever table has that name at the time. */
export class EmbeddedCollection<Doc extends { readonly _id: string }> implements Collection<Doc> {
  constructor(
    private readonly store: DocumentStore,
    private readonly kind: CollectionKind,
  ) {}

  async get(id: string): Promise<Doc | undefined> {
    const text = this.store.reading(() => this.table?.get(id))
    return text === undefined ? undefined : parse<Doc>(text)
  }

  async getMany(ids: readonly string[]): Promise<readonly Doc[]> {
    return this.store.reading(() => this.table?.getMany([...new Set(ids)]) ?? []).map((text) => parse<Doc>(text))
  }

  async getGuarded(ids: readonly string[]): Promise<readonly GuardedWrite<Doc>[]> {
    const found = this.store.reading(() => this.table?.getGuarded([...new Set(ids)]) ?? [])
    return found.map(({ text, ...guard }) => (text === undefined ? guard : { ...guard, document: parse<Doc>(text) }))
  }

  async find(query: Query): Promise<Found<Doc>> {
    const found = await this.engineAnswers(() => find(this.table, this.kind.name, query))
    return found as Found<Doc>
  }

  async count(filter: Filter): Promise<number> {
    const table = this.table
    const condition = parseFilter(filter)
    if (table === undefined) return 0
    return this.engineAnswers(() => count(table, condition))
  }

  async write(writes: readonly GuardedWrite<Doc>[]): Promise<void> {
    await this.store.change(() => this.store.file.atOnce(this.ensured().guarded(writes)))
  }

  async insert(document: Doc): Promise<void> {
    await this.store.change(() => this.ensured().insert(document))
  }

  async put(document: Doc): Promise<void> {
    await this.store.change(() => this.ensured().put(document))
  }

  async replaceIf(id: string, filter: Filter, document: Doc): Promise<boolean> {
    const fits = this.fitting(filter)
    return this.store.change(() => {
      const table = this.ensured()
      if (!fits(table.get(id))) return false
      table.replace({ ...document, _id: id })
      return true
    })
  }

  async remove(id: string, filter: Filter = {}): Promise<boolean> {
    const fits = this.fitting(filter)
    return this.store.change(() => {
      const table = this.ensured()
      if (!fits(table.get(id))) return false
      table.remove(id)
      return true
    })
  }

  async removeMany(filter: Filter, limit: number): Promise<number> {
    const condition = parseFilter(filter)
    const removed = await this.store.change(() => {
      const table = this.ensured()
      const { sql, rest } = divide(condition, table)
      return rest === undefined ? table.removeMany(sql, limit) : undefined
    })
    return removed ?? this.removeEach(filter, limit)
  }

  private async removeEach(filter: Filter, limit: number): Promise<number> {
    const table = this.table
    if (table === undefined) return 0
    const ids = await this.engineAnswers(() => findIds(table, filter, limit))
    const removed = await Promise.all(ids.map((id) => this.remove(id, filter)))
    return removed.filter(Boolean).length
  }

  private get table(): DocumentTable | undefined {
    return this.store.table(this.kind.name)
  }

  /** Inside a transaction. */
  private ensured(): DocumentTable {
    return this.table ?? this.store.ensure(this.kind.name, this.kind.indexes)
  }

  private fitting(filter: Filter): (text: string | undefined) => boolean {
    const condition = parseFilter(filter)
    return (text) => text !== undefined && matches(condition, parse(text))
  }

  private async engineAnswers<T>(ask: () => Promise<T>): Promise<T> {
    this.store.asked += 1
    try {
      return await ask()
    } catch (error) {
      return this.store.reading(() => {
        throw error
      })
    }
  }
}

function parse<Doc>(text: string): Doc {
  return JSON.parse(text) as Doc
}
