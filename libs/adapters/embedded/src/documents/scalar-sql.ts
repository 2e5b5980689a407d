import type { RangeOperator, Test } from './filter.js'
import { BOOLEAN, LIST, NUMBER, OBJECT, TEXT } from './shape.js'
import { and, NEVER, not, or, sql, type Sql } from './sql-text.js'

/** One value as SQL sees it: its expression, that of its JSON type, and which kinds it may be. */
export interface Place {
  readonly value: string
  readonly type: string
  readonly kinds: number
}

/** The test on one value, lists not opened; undefined where SQL cannot say it. SQL orders null, numbers, texts as MongoDB does. */
export function scalarSql(test: Test, at: Place): Sql | undefined {
  switch (test.is) {
    case 'equal':
      return equalSql(test.to, at)
    case 'range':
      return rangeSql(test.operator, test.than, at)
    case 'in':
      return inSql(test.values, at)
    case 'exists':
      return sql(`${at.type} IS NOT NULL`)
    case 'not': {
      const parts = test.tests.map((part) => scalarSql(part, at)).filter((part) => part !== undefined)
      return parts.length === test.tests.length ? not(and(...parts)) : undefined
    }
    default:
      return undefined
  }
}

/** Does a value that is missing pass the test? */
export function passesMissing(test: Test): boolean {
  switch (test.is) {
    case 'equal':
      return test.to === null || test.to === undefined
    case 'range':
      return (test.than === null || test.than === undefined) && (test.operator === '$gte' || test.operator === '$lte')
    case 'in':
      return test.values.includes(null) || test.values.includes(undefined)
    case 'not':
      return !test.tests.every(passesMissing)
    default:
      return false
  }
}

/** Can only texts and numbers pass the test? */
export function isOfTextsAndNumbers(test: Test): boolean {
  const isOne = (value: unknown) => typeof value === 'string' || typeof value === 'number'
  switch (test.is) {
    case 'equal':
      return isOne(test.to)
    case 'range':
      return isOne(test.than)
    case 'in':
      return test.values.every(isOne)
    default:
      return false
  }
}

function equalSql(to: unknown, at: Place): Sql | undefined {
  if (to === null || to === undefined) return sql(`${at.value} IS NULL`)
  switch (typeof to) {
    case 'string':
      return textOnly(sql(`${at.value} = ?`, to), at)
    case 'number':
      return isColumn(at) ? NEVER : numberOnly(sql(`${at.value} = ?`, to), at)
    case 'boolean':
      return isColumn(at) ? NEVER : booleanOnly(sql(`${at.value} = ${to ? 1 : 0}`), at)
    default:
      return undefined
  }
}

function rangeSql(operator: RangeOperator, than: unknown, at: Place): Sql | undefined {
  const sign = operator.replace('$gte', '>=').replace('$lte', '<=').replace('$gt', '>').replace('$lt', '<')
  if (than === null || than === undefined) return sign.endsWith('=') ? sql(`${at.value} IS NULL`) : NEVER
  if (isColumn(at) && typeof than !== 'string') return NEVER
  switch (typeof than) {
    case 'string': {
      const found = sql(`${at.value} ${sign} ?`, than)
      const lowerKinds = sign.startsWith('<') && (at.kinds & (NUMBER | BOOLEAN)) !== 0
      return textOnly(lowerKinds ? and(found, sql(`${at.value} >= ''`)) : found, at)
    }
    case 'number': {
      const found = sql(`${at.value} ${sign} ?`, than)
      const higherKinds = sign.startsWith('>') && (at.kinds & (TEXT | OBJECT | LIST)) !== 0
      return numberOnly(higherKinds ? and(found, sql(`${at.value} < ''`)) : found, at)
    }
    case 'boolean':
      return and(sql(`${at.value} ${sign} ${than ? 1 : 0}`), sql(`${at.type} IN ('true', 'false')`))
    default:
      return undefined
  }
}

function inSql(values: readonly unknown[], at: Place): Sql | undefined {
  const texts = values.filter((value) => typeof value === 'string')
  const numbers = isColumn(at) ? [] : values.filter((value) => typeof value === 'number')
  const others = values.filter((value) => typeof value !== 'string' && typeof value !== 'number')
  const [text, number] = [oneOf(texts, at), oneOf(numbers, at)]
  const parts = [
    ...(text === undefined ? [] : [textOnly(text, at)]),
    ...(number === undefined ? [] : [numberOnly(number, at)]),
    ...others.map((value) => equalSql(value, at)),
  ].filter((part) => part !== undefined)
  const expected = Number(texts.length > 0) + Number(numbers.length > 0) + others.length
  return parts.length === expected ? or(...parts) : undefined
}

function oneOf(values: readonly (string | number)[], at: Place): Sql | undefined {
  const [first, ...rest] = values
  if (first === undefined) return undefined
  if (rest.length === 0) return sql(`${at.value} = ?`, first)
  return sql(`${at.value} IN (SELECT value FROM json_each(?))`, JSON.stringify(values))
}

/** Objects and lists come as their JSON text: it must not be taken for a text. */
function textOnly(found: Sql, at: Place): Sql {
  return (at.kinds & (OBJECT | LIST)) === 0 ? found : and(found, sql(`${at.type} = 'text'`))
}

/** Booleans come as 1 and 0: they must not be taken for numbers. */
function numberOnly(found: Sql, at: Place): Sql {
  return (at.kinds & BOOLEAN) === 0 ? found : and(found, sql(`${at.type} IN ('integer', 'real')`))
}

function booleanOnly(found: Sql, at: Place): Sql {
  return (at.kinds & NUMBER) === 0 ? found : and(found, sql(`${at.type} IN ('true', 'false')`))
}

/** The id is a column of texts, which SQLite would compare with a number by turning that into a text. */
function isColumn(at: Place): boolean {
  return at.value === 'id'
}
