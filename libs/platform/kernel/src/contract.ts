import type { Fact } from './event.js'

/** The events a context publishes, under which topic, and how older forms are read today. */
export interface EventContract<E extends Fact = Fact> {
  readonly context: string
  readonly topic: string
  /** Categories of the streams this context alone appends to. */
  readonly categories: readonly string[]
  /** That its facts change seldom and are decided on often, so that whoever decides on them is told of each. */
  readonly reference: boolean
  /** The stored types written today. */
  readonly types: readonly E['type'][]
  /** From a stored type that is no longer written to the form that replaced it; may take several steps. */
  readonly upcasters: Readonly<Record<string, (data: never) => Fact>>
}

export function eventContract<E extends Fact>(contract: {
  readonly context: string
  readonly categories: readonly string[]
  /** An object, so that the compiler finds a type that is missing here. */
  readonly types: Readonly<Record<E['type'], true>>
  readonly reference?: boolean
  readonly upcasters?: Readonly<Record<string, (data: never) => Fact>>
}): EventContract<E> {
  return {
    context: contract.context,
    topic: topicOf(contract.context),
    categories: contract.categories,
    reference: contract.reference ?? false,
    types: Object.keys(contract.types) as E['type'][],
    upcasters: contract.upcasters ?? {},
  }
}

export function topicOf(context: string): string {
  return `spoc.${context}.v1`
}

/** The event in today's form; `known` is false where no contract here names its type, so that nobody decides on half the facts. */
export function upcast(contracts: readonly EventContract[], fact: Fact): { readonly fact: Fact; readonly known: boolean } {
  let current = fact
  for (let step = 0; step < 32; step += 1) {
    const context = current.type.slice(0, current.type.indexOf('.'))
    const contract = contracts.find((candidate) => candidate.context === context)
    const lift = contract?.upcasters[current.type]
    if (lift === undefined) return { fact: current, known: contract?.types.includes(current.type) ?? false }
    current = lift(current.data as never)
  }
  throw new Error(`Upcasters of ${fact.type} go round in a circle.`)
}
