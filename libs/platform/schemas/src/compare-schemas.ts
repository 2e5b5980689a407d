import type { Schema } from './schema.js'

/** `breaking`: its readers, or what was written before, no longer fit. `told`: they fit, and readers do well to know. */
export interface Change {
  readonly is: 'breaking' | 'told'
  /** File, and path in the value: `collections/intake_queue.schema.json spoc.kind`. */
  readonly where: string
  readonly what: string
}

/**
 * What has changed for those who read values of this schema; references are put in place already. Values that are `stored` (events) stay
 * for ever, so that those written before have to fit too; others (documents) are made again.
 */
export function compareSchemas(before: Schema, after: Schema, where: string, stored: boolean): readonly Change[] {
  const [old, now] = [before['x-personal'], after['x-personal']]
  return [
    ...(old && now ? compareSchemas(old, now, `${where} (sealed)`, stored) : []),
    ...compareAlternatives(alternativesOf(before), alternativesOf(after), where, stored),
  ]
}

function compareAlternatives(
  before: readonly Schema[],
  after: readonly Schema[],
  where: string,
  stored: boolean,
): readonly Change[] {
  if (before.length === 1 && after.length === 1) return compareOne(before[0]!, after[0]!, where, stored)
  const nearest = (old: Schema, among: readonly Schema[]) =>
    among
      .filter((now) => couldBe(old, now))
      .map((now) => ({ now, changes: compareOne(old, now, where, stored) }))
      .sort((one, other) => weightOf(one.changes) - weightOf(other.changes))[0]
  const fitting = before.map((old) => nearest(old, after)).map((found) => (found && fits(found.changes) ? found : undefined))
  const free = after.filter((now) => !fitting.some((found) => found?.now === now))
  const kept = before.flatMap((old, index) => {
    // One that fits nowhere has become another, or is gone.
    const found = fitting[index] ?? nearest(old, free)
    if (found === undefined) return [change(stored ? 'breaking' : 'told', where, `is never ${nameOf(old)} any more`)]
    if (free.includes(found.now)) free.splice(free.indexOf(found.now), 1)
    return found.changes
  })
  const added = free.map((now) => change(before.some(sameKindAs(now)) ? 'told' : 'breaking', where, `may be ${nameOf(now)} too`))
  return [...kept, ...added]
}

function compareOne(before: Schema, after: Schema, where: string, stored: boolean): readonly Change[] {
  if (!sameKindAs(before)(after)) return [change('breaking', where, `was ${nameOf(before)}, is ${nameOf(after)}`)]
  return [
    ...compareValues(before, after, where, stored),
    ...compareForm(before, after, where, stored),
    ...compareProperties(before, after, where, stored),
    ...compareItems(before, after, where, stored),
  ]
}

function compareValues(before: Schema, after: Schema, where: string, stored: boolean): readonly Change[] {
  const [olds, news] = [valuesOf(before), valuesOf(after)]
  if (olds === undefined)
    return news === undefined ? [] : [change(stored ? 'breaking' : 'told', where, `is only ${listed(news)} now`)]
  if (news === undefined) return [change('told', where, 'may have any value now')]
  const gone = olds.filter((value) => !news.includes(value))
  const added = news.filter((value) => !olds.includes(value))
  return [
    ...(gone.length > 0 ? [change(stored ? 'breaking' : 'told', where, `is never ${listed(gone)} any more`)] : []),
    ...(added.length > 0 ? [change('told', where, `may be ${listed(added)} too`)] : []),
  ]
}

function compareForm(before: Schema, after: Schema, where: string, stored: boolean): readonly Change[] {
  return (['format', 'pattern'] as const)
    .filter((form) => before[form] !== after[form])
    .map((form) =>
      change(
        stored && after[form] !== undefined ? 'breaking' : 'told',
        where,
        `had ${form} ${before[form] ?? 'none'}, has ${after[form] ?? 'none'}`,
      ),
    )
}

function compareProperties(before: Schema, after: Schema, where: string, stored: boolean): readonly Change[] {
  const [olds, news] = [before.properties ?? {}, after.properties ?? {}]
  const path = (name: string) => (where.endsWith('.json') ? `${where} ${name}` : `${where}.${name}`)
  const [was, is] = [new Set(before.required), new Set(after.required)]
  const kept = Object.entries(olds).flatMap(([name, old]): readonly Change[] => {
    const now = news[name]
    if (now === undefined) return [change('breaking', path(name), 'is gone')]
    return [
      ...(was.has(name) && !is.has(name) ? [change('breaking', path(name), 'may be absent now')] : []),
      ...(!was.has(name) && is.has(name) && stored
        ? [change('breaking', path(name), 'is required now, and may be absent in the log')]
        : []),
      ...compareSchemas(old, now, path(name), stored),
    ]
  })
  const added = Object.keys(news)
    .filter((name) => !(name in olds))
    .map((name) =>
      stored && is.has(name)
        ? change('breaking', path(name), 'is new and required, and absent in the log')
        : change('told', path(name), 'is new'),
    )
  return [...kept, ...added]
}

/** The members of arrays, and those of objects whose property names are data. */
function compareItems(before: Schema, after: Schema, where: string, stored: boolean): readonly Change[] {
  const [olds, news] = [membersOf(before), membersOf(after)]
  if (olds.length !== news.length && olds.length > 0) return [change('breaking', where, 'has other members')]
  return olds.flatMap((old, index) => compareSchemas(old, news[index]!, `${where}[]`, stored))
}

function membersOf({ items = [], additionalProperties }: Schema): readonly Schema[] {
  const ofArray = Array.isArray(items) ? (items as readonly Schema[]) : [items as Schema]
  return typeof additionalProperties === 'object' ? [...ofArray, additionalProperties] : ofArray
}

function alternativesOf(schema: Schema): readonly Schema[] {
  if (schema.anyOf) return schema.anyOf.flatMap(alternativesOf)
  if (!Array.isArray(schema.type)) return [schema]
  return (schema.type as readonly string[]).map((type) => ({
    ...schema,
    type,
    ...(schema.enum && { enum: schema.enum.filter((value) => (value === null) === (type === 'null')) }),
  }))
}

/** Of the same kind, and not told apart by a property that has other values in each: `kind: 'person'` and `kind: 'team'`. */
function couldBe(old: Schema, now: Schema): boolean {
  const apart = Object.entries(old.properties ?? {}).some(([name, property]) => {
    const [olds, news] = [valuesOf(property), valuesOf(now.properties?.[name] ?? {})]
    return olds !== undefined && news !== undefined && !olds.some((value) => news.includes(value))
  })
  return sameKindAs(old)(now) && !apart
}

const fits = (changes: readonly Change[]) => changes.every(({ is }) => is === 'told')
const weightOf = (changes: readonly Change[]) => changes.length + (fits(changes) ? 0 : 1_000)
const sameKindAs = (one: Schema) => (other: Schema) => one.type === other.type && one.$ref === other.$ref

function valuesOf(schema: Schema): readonly unknown[] | undefined {
  return schema.const === undefined ? schema.enum : [schema.const]
}

function nameOf(schema: Schema): string {
  const values = valuesOf(schema)
  if (values !== undefined) return listed(values)
  const names = Object.keys(schema.properties ?? {})
  return `${String(schema.type ?? schema.$ref ?? 'anything')}${names.length > 0 ? ` {${names.join(', ')}}` : ''}`
}

const listed = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join(' or ')
const change = (is: Change['is'], where: string, what: string): Change => ({ is, where, what })
