import type { Filter } from '@spoc/platform-ports'

/** A condition on one field, read from a filter in MongoDB's language. */
export type Test =
  | { readonly is: 'equal'; readonly to: unknown }
  | { readonly is: 'range'; readonly operator: RangeOperator; readonly than: unknown }
  | { readonly is: 'in'; readonly values: readonly unknown[] }
  | { readonly is: 'exists' }
  | { readonly is: 'regex'; readonly pattern: RegExp }
  | { readonly is: 'size'; readonly size: number }
  | { readonly is: 'all'; readonly tests: readonly Test[] }
  | { readonly is: 'element'; readonly fits: Condition }
  | { readonly is: 'element-value'; readonly tests: readonly Test[] }
  | { readonly is: 'not'; readonly tests: readonly Test[] }

export type RangeOperator = '$gt' | '$gte' | '$lt' | '$lte'

export type Condition =
  | { readonly is: 'every' | 'some'; readonly of: readonly Condition[] }
  | { readonly is: 'none'; readonly of: readonly Condition[] }
  | { readonly is: 'field'; readonly path: readonly string[]; readonly test: Test }

/** The filter says something that is not part of the port's language. */
export class BadFilter extends Error {
  constructor(because: string) {
    super(`The filter cannot be used: ${because}`)
    this.name = 'BadFilter'
  }
}

export function parseFilter(filter: Filter): Condition {
  const of = Object.entries(filter).flatMap(([name, value]): Condition[] => {
    if (value === undefined) throw new BadFilter(`${name} is undefined, which would leave the condition out.`)
    if (name === '$and') return [{ is: 'every', of: conditions(name, value) }]
    if (name === '$or') return [{ is: 'some', of: conditions(name, value) }]
    if (name === '$nor') return [{ is: 'none', of: conditions(name, value) }]
    if (name.startsWith('$')) throw new BadFilter(`${name} is not known here.`)
    return testsOf(value).map((test) => ({ is: 'field', path: name.split('.'), test }))
  })
  return { is: 'every', of }
}

function conditions(name: string, value: unknown): readonly Condition[] {
  if (!Array.isArray(value) || value.length === 0) throw new BadFilter(`${name} takes a list of filters, at least one.`)
  return value.map((part: unknown) => {
    if (!isRecord(part)) throw new BadFilter(`${name} takes a list of filters.`)
    return parseFilter(part)
  })
}

function testsOf(value: unknown): readonly Test[] {
  if (!isOperators(value)) return [{ is: 'equal', to: value }]
  const { $options: options, ...operators } = value
  if (options !== undefined && operators['$regex'] === undefined) throw new BadFilter('$options stands beside $regex only.')
  return Object.entries(operators).map(([operator, operand]) => {
    if (operand === undefined) throw new BadFilter(`${operator} is undefined, which would leave the condition out.`)
    return operator === '$regex' ? regex(operand, options) : testOf(operator, operand)
  })
}

function testOf(operator: string, operand: unknown): Test {
  switch (operator) {
    case '$eq':
      return { is: 'equal', to: operand }
    case '$ne':
      return { is: 'not', tests: [{ is: 'equal', to: operand }] }
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      if (typeof operand === 'object' && operand !== null) throw new BadFilter(`${operator} compares with a scalar.`)
      return { is: 'range', operator, than: operand }
    case '$in':
      return { is: 'in', values: list(operator, operand) }
    case '$nin':
      return { is: 'not', tests: [{ is: 'in', values: list(operator, operand) }] }
    case '$exists':
      return operand === true ? { is: 'exists' } : { is: 'not', tests: [{ is: 'exists' }] }
    case '$size':
      if (typeof operand !== 'number') throw new BadFilter('$size takes a number.')
      return { is: 'size', size: operand }
    case '$all':
      return { is: 'all', tests: list(operator, operand).map(memberTest) }
    case '$elemMatch':
      return elementTest(operand)
    case '$not':
      if (!isOperators(operand)) throw new BadFilter('$not takes operators.')
      return { is: 'not', tests: testsOf(operand) }
    default:
      throw new BadFilter(`${operator} is not known here.`)
  }
}

function memberTest(value: unknown): Test {
  return isOperators(value) && '$elemMatch' in value ? elementTest(value['$elemMatch']) : { is: 'equal', to: value }
}

function elementTest(operand: unknown): Test {
  if (!isRecord(operand)) throw new BadFilter('$elemMatch takes a filter or operators.')
  const logical = ['$and', '$or', '$nor'].some((operator) => operator in operand)
  return isOperators(operand) && !logical
    ? { is: 'element-value', tests: testsOf(operand) }
    : { is: 'element', fits: parseFilter(operand) }
}

function regex(pattern: unknown, options: unknown): Test {
  if (typeof pattern !== 'string') throw new BadFilter('$regex takes a text.')
  if (options !== undefined && options !== '' && options !== 'i') throw new BadFilter('$options may be i.')
  try {
    return { is: 'regex', pattern: new RegExp(pattern, options === 'i' ? 'iu' : 'u') }
  } catch (error) {
    throw error instanceof SyntaxError ? new BadFilter(error.message) : error
  }
}

function list(operator: string, operand: unknown): readonly unknown[] {
  if (!Array.isArray(operand)) throw new BadFilter(`${operator} takes a list.`)
  return operand
}

function isOperators(value: unknown): value is Readonly<Record<string, unknown>> {
  return isRecord(value) && Object.keys(value).some((key) => key.startsWith('$'))
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
