import fc from 'fast-check'
import type { Fact } from '@spoc/platform-kernel'
import { bounds, seed } from '../../test/laws/bounds.js'
import { lawfulContexts, today, type LawfulContext, type LawfulKind } from '../../test/laws/stream-kinds.js'
import { variantsOf } from '../../test/laws/variants.js'
import { contexts } from '../contexts.js'

describe(`the folds of every context, over every golden event (LAWS_SEED=${seed})`, () => {
  let lawful: readonly LawfulContext[]
  beforeAll(async () => {
    lawful = await lawfulContexts()
  })

  describe.each(contexts.map(({ automation }) => automation.contract.context))('%s', (name) => {
    let context: LawfulContext
    let facts: readonly Fact[]
    let anyFact: fc.Arbitrary<Fact>
    beforeAll(() => {
      context = lawful.find((one) => one.name === name)!
      facts = context.golden.map((stored) => today([context.contract], stored))
      anyFact = fc.oneof(...context.golden.map(variantsOf)).map((stored) => today([context.contract], stored))
    })

    it('has a golden event of every type that is written, and of every form that was', () => {
      const { types, upcasters } = context.contract
      expect(context.golden.map(({ type }) => type).sort()).toEqual([...types, ...Object.keys(upcasters)].sort())
      expect(context.golden).not.toEqual([])
    })

    it('has a fold to which each of them matters', () => {
      const deaf = facts.filter(({ type }) => !context.kinds.some(({ kind }) => heardBy(kind, facts).has(type)))
      expect(deaf.map(({ type }) => type)).toEqual([])
    })

    it('folds them all, in any order and in every shape that their schemas allow, and tells whom they are about and when it wants to be woken', () =>
      fc.assert(
        fc.property(fc.array(anyFact, { maxLength: 24 }), (history) => {
          for (const { kind } of context.kinds) {
            const state = history.reduce(kind.evolve, kind.initial)
            expect(typeof (kind.about?.(state, 'a').subject ?? '')).toBe('string')
            for (const { at } of kind.alarms?.(state) ?? []) expect(Date.parse(at)).not.toBeNaN()
          }
        }),
        bounds(150),
      ))

    it('comes to the same state each time, and changes neither the events nor the states before', () =>
      fc.assert(
        fc.property(fc.array(anyFact, { maxLength: 24 }), (history) => {
          for (const { kind } of context.kinds) {
            const once = history.map(frozen).reduce((state, fact) => frozen(kind.evolve(state, fact)), frozen(kind.initial))
            const again = (structuredClone(history) as readonly Fact[]).reduce(kind.evolve, kind.initial)
            expect(again).toEqual(once)
          }
        }),
        bounds(100),
      ))

    it('passes over what it does not know', () =>
      fc.assert(
        fc.property(fc.array(anyFact, { maxLength: 12 }), anyFact, (history, { data }) => {
          for (const { kind } of context.kinds) {
            const state = history.reduce(kind.evolve, kind.initial)
            expect(kind.evolve(state, { type: `${name}.not-known-yet.v1`, data })).toEqual(state)
          }
        }),
        bounds(50),
      ))
  })
})

/** The types that change a state of the kind, somewhere on the ways that the facts can lead it. */
function heardBy(kind: LawfulKind, facts: readonly Fact[]): ReadonlySet<string> {
  const heard = new Set<string>()
  const states = [kind.initial]
  for (let state = states.pop(); state !== undefined; state = states.pop())
    for (const fact of facts) {
      const next = kind.evolve(state, fact)
      if (next === state || heard.has(fact.type)) continue
      heard.add(fact.type)
      states.push(next, kind.initial)
    }
  return heard
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  Object.values(value).forEach(frozen)
  return value
}
