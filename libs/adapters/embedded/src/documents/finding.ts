import { BadCursor, type Filter, type Found, type Query } from '@spoc/platform-ports'
import { turn } from '../event-log/subscription.js'
import type { Row, Value } from '../sqlite/sqlite-file.js'
import { listOf, readCursor, writeCursor } from './cursor.js'
import { parseFilter, type Condition } from './filter.js'
import { divide } from './filter-sql.js'
import { matches } from './matching.js'
import { compareSortValues, parseSort, sortKeys, sortValues, stagesAfter, type SortField, type SortKey } from './sorting.js'
import type { DocumentTable } from './table.js'

const LARGEST_PAGE = 1000
/** Documents looked at in one turn of the event loop, where each must be looked at. */
const LOOKED_AT = 256
/** Rows known by number at a time, to be looked at. */
const NUMBERED = 65_536

interface Candidate {
  readonly document: unknown
  readonly place: readonly Value[]
}

/** One page of a list: by index and in order where SQL can say filter and sort, else by looking at what SQL leaves over. */
export async function find(table: DocumentTable | undefined, collection: string, query: Query): Promise<Found<unknown>> {
  if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > LARGEST_PAGE)
    throw new RangeError(`A page has 1 to ${LARGEST_PAGE} documents, not ${query.limit}.`)
  const list = listOf(collection, query)
  const place = query.cursor === undefined ? undefined : readCursor(query.cursor, list)
  const condition = parseFilter(query.filter ?? {})
  if (table === undefined) return { items: [] }
  const fields = parseSort(query.sort ?? [])
  const found = await whileSteady(table, async () => {
    const keys = sortKeys(fields, table)
    return keys === undefined
      ? sortedHere(table, condition, fields, place, query.limit + 1)
      : collect(table, condition, keys, columnValues(place, keys.length), query.limit + 1)
  })
  const items = found.slice(0, query.limit)
  const last = items.at(-1)
  const more = found.length > query.limit && last !== undefined
  return { items: items.map(({ document }) => document), ...(more ? { next: writeCursor(list, last.place) } : {}) }
}

/** The ids of at most `limit` documents that fit. */
export async function findIds(table: DocumentTable, filter: Filter, limit: number): Promise<readonly string[]> {
  const keys = sortKeys(parseSort([]), table) ?? []
  const found = await whileSteady(table, () => collect(table, parseFilter(filter), keys, undefined, limit))
  return found.map(({ place }) => String(place[0]))
}

/** How many documents fit: each that SQL leaves over is tried once, and none is kept. */
export function count(table: DocumentTable, condition: Condition): Promise<number> {
  return whileSteady(table, async () => {
    const { sql: where, rest } = divide(condition, table)
    if (rest === undefined) return table.count(where)
    let fitting = 0
    for (let after = 0; ;) {
      const numbers = table.numbers(where, after, NUMBERED)
      for (let first = 0; first < numbers.length; first += LOOKED_AT) {
        const texts = table.getNumbered(numbers.slice(first, first + LOOKED_AT))
        fitting += texts.filter((text) => matches(rest, JSON.parse(text))).length
        await turn()
      }
      if (numbers.length < NUMBERED) return fitting
      after = numbers.at(-1) ?? 0
    }
  })
}

/** Asks again where the table was packed otherwise meanwhile, which happens once in its life, and with a new index. */
async function whileSteady<T>(table: DocumentTable, ask: () => Promise<T>): Promise<T> {
  for (;;) {
    const { packing } = table
    const answer = await ask()
    if (table.packing === packing) return answer
  }
}

async function collect(
  table: DocumentTable,
  condition: Condition,
  keys: readonly SortKey[],
  place: readonly Value[] | undefined,
  limit: number,
): Promise<readonly Candidate[]> {
  const { sql: where, rest } = divide(condition, table)
  const expressions = keys.map(({ expression }) => expression)
  const found: Candidate[] = []
  for (let stages = stagesAfter(keys, place); stages.length > 0;) {
    const [stage, ...later] = stages
    if (stage === undefined) break
    const wanted = rest === undefined ? limit - found.length : LOOKED_AT
    const rows = table.select(where, stage, expressions, wanted)
    for (const candidate of rows.map(candidateOf))
      if (found.length < limit && (rest === undefined || matches(rest, candidate.document))) found.push(candidate)
    if (found.length >= limit) break
    const last = rows.at(-1)
    stages = rows.length < wanted || last === undefined ? later : stagesAfter(keys, candidateOf(last).place)
    if (rest !== undefined) await turn()
  }
  return found
}

/** Lists and objects sort in a way that SQL cannot say: all that fit are sorted here. */
async function sortedHere(
  table: DocumentTable,
  condition: Condition,
  fields: readonly SortField[],
  place: readonly unknown[] | undefined,
  limit: number,
): Promise<readonly { readonly document: unknown; readonly place: readonly unknown[] }[]> {
  if (place !== undefined && place.length !== fields.length) throw new BadCursor()
  const keys = sortKeys(parseSort([]), table) ?? []
  const all = await collect(table, condition, keys, undefined, Number.MAX_SAFE_INTEGER)
  return all
    .map(({ document }) => ({ document, place: sortValues(fields, document) }))
    .filter((candidate) => place === undefined || compareSortValues(fields, candidate.place, place) > 0)
    .sort((a, b) => compareSortValues(fields, a.place, b.place))
    .slice(0, limit)
}

function candidateOf([text, ...place]: Row): Candidate {
  return { document: JSON.parse(String(text)) as unknown, place }
}

/** A cursor's values for the columns that are sorted by; one of another number was made for other kinds of values. */
function columnValues(place: readonly unknown[] | undefined, columns: number): readonly Value[] | undefined {
  if (place === undefined) return undefined
  const values = place.filter((value) => value === null || typeof value === 'string' || typeof value === 'number')
  if (values.length !== place.length || values.length !== columns) throw new BadCursor()
  return values
}
