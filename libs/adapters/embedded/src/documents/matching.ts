import { unreachable } from '@spoc/platform-kernel'
import type { Condition, RangeOperator, Test } from './filter.js'
import { comparable, compare, equal } from './order.js'

/** Does the document fit the condition, as MongoDB would say? */
export function matches(condition: Condition, document: unknown): boolean {
  switch (condition.is) {
    case 'every':
      return condition.of.every((part) => matches(part, document))
    case 'some':
      return condition.of.some((part) => matches(part, document))
    case 'none':
      return !condition.of.some((part) => matches(part, document))
    case 'field':
      return passes(condition.test, valuesAt(document, condition.path))
    default:
      return unreachable(condition)
  }
}

/** What stands at a path: several values where it leads through lists of objects, undefined where an object lacks the field. */
export function valuesAt(node: unknown, path: readonly string[]): readonly unknown[] {
  const [name, ...rest] = path
  if (name === undefined) return [node]
  if (Array.isArray(node)) {
    const through = node.filter(isObject).flatMap((element) => valuesAt(element, path))
    return /^\d+$/.test(name) && Number(name) < node.length ? [...through, ...valuesAt(node[Number(name)], rest)] : through
  }
  return isObject(node) && Object.hasOwn(node, name) ? valuesAt(node[name], rest) : [undefined]
}

type Anyhow = (values: readonly unknown[], fits: (value: unknown) => boolean) => boolean

function passes(test: Test, values: readonly unknown[], some: Anyhow = orElement): boolean {
  switch (test.is) {
    case 'equal':
      return some(values, (value) => equal(value, test.to))
    case 'range':
      return some(values, (value) => inRange(value, test.operator, test.than))
    case 'in':
      return some(values, (value) => test.values.some((wanted) => equal(value, wanted)))
    case 'regex':
      return some(values, (value) => typeof value === 'string' && test.pattern.test(value))
    case 'exists':
      return values.some((value) => value !== undefined)
    case 'size':
      return values.some((value) => Array.isArray(value) && value.length === test.size)
    case 'all':
      return test.tests.length > 0 && test.tests.every((part) => passes(part, values, some))
    case 'element':
      return values.some(
        (value) => Array.isArray(value) && value.some((element) => isObject(element) && matches(test.fits, element)),
      )
    case 'element-value':
      return values.some(
        (value) =>
          Array.isArray(value) && value.some((element: unknown) => test.tests.every((part) => passes(part, [element], itself))),
      )
    case 'not':
      return !test.tests.every((part) => passes(part, values, some))
    default:
      return unreachable(test)
  }
}

function orElement(values: readonly unknown[], fits: (value: unknown) => boolean): boolean {
  return values.some((value) => fits(value) || (Array.isArray(value) && value.some(fits)))
}

function itself(values: readonly unknown[], fits: (value: unknown) => boolean): boolean {
  return values.some(fits)
}

function inRange(value: unknown, operator: RangeOperator, than: unknown): boolean {
  if (!comparable(value, than)) return false
  const order = compare(value, than)
  switch (operator) {
    case '$gt':
      return order > 0
    case '$gte':
      return order >= 0
    case '$lt':
      return order < 0
    case '$lte':
      return order <= 0
    default:
      return unreachable(operator)
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
