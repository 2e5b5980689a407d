import fc from 'fast-check'
import { bounds, seed } from '../../test/laws/bounds.js'
import { Histories } from '../../test/laws/history.js'
import { effectsOf, interleaved, repeated, type Outcome } from '../../test/laws/reacting.js'
import { lawfulContexts } from '../../test/laws/stream-kinds.js'
import { contexts } from '../contexts.js'

const names = contexts.map(({ automation }) => automation.contract.context)

describe(`the automations of every context, over whatever can happen (LAWS_SEED=${seed})`, () => {
  let histories: Histories
  const acting = new Set<string>()
  const consuming = new Set<string>()
  beforeAll(async () => {
    histories = new Histories(await lawfulContexts(), seed)
  })

  const inOrder = async (history: Parameters<typeof effectsOf>[0]) => {
    const once = await effectsOf(history, [])
    once.consumers.forEach((name) => consuming.add(name))
    once.effects.forEach(({ type }) => acting.add(type.slice(0, type.indexOf('.'))))
    return once
  }

  it('bring about exactly the same where inputs come again', () =>
    fc.assert(
      fc.asyncProperty(histories.any, repeated, async (happenings, deliveries) => {
        const history = histories.recorded(happenings, names)
        const once = await inOrder(history)
        expect(await effectsOf(history, deliveries)).toEqual(once)
      }),
      bounds(2),
    ))

  it('bring about each thing once, whatever comes again, late, or in between', () =>
    fc.assert(
      fc.asyncProperty(histories.any, interleaved, async (happenings, deliveries) => {
        const history = histories.recorded(happenings, names)
        const mixed = await effectsOf(history, deliveries)
        expect(mixed.appends).toEqual([...new Set(mixed.appends)])
        // Of two causes in different subjects the first is named, and it may be either: what happened is the same.
        expect(happened(mixed)).toEqual(happened(await inOrder(history)))
      }),
      bounds(2),
    ))

  it('have all had something to do', () => expect([...consuming].filter((name) => !acting.has(name))).toEqual([]))
})

/** What happened to each stream. */
function happened({ effects }: Outcome): readonly string[] {
  return effects.map(({ stream, type }) => `${type} in ${stream}`).sort()
}
