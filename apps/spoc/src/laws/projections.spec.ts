import fc from 'fast-check'
import type { AnyProjector } from '@spoc/platform-runtime'
import { bounds, seed } from '../../test/laws/bounds.js'
import { Histories } from '../../test/laws/history.js'
import { anyFates, Projecting, undisturbed } from '../../test/laws/projecting.js'
import { lawfulContexts } from '../../test/laws/stream-kinds.js'
import { contexts } from '../contexts.js'

const projectors = contexts.flatMap(({ automation }) => automation.projectors)

describe(`the read models of every context, over whatever can happen (LAWS_SEED=${seed})`, () => {
  let projecting: Projecting
  let histories: Histories
  const filled = new Set<string>()
  beforeAll(async () => {
    projecting = await Projecting.open()
    histories = new Histories(await lawfulContexts(), seed)
  })
  afterAll(() => projecting.close())

  it.each(projectors.map((projector) => [projector.collection.name, projector] as const))(
    '%s ends the same, whatever is lost and given again on the way',
    (name, projector) =>
      fc.assert(
        fc.asyncProperty(histories.any, anyFates, async (happenings, fates) => {
          const history = histories.recorded(happenings, contextsOf(projector))
          const once = await projecting.documentsOf(projector, history, undisturbed)
          if (once.length > 0) filled.add(name)
          expect(once.filter((document) => 'brokenAt' in document || 'incomplete' in document)).toEqual([])
          expect(await projecting.documentsOf(projector, history, fates)).toEqual(once)
        }),
        bounds(5),
      ),
  )

  it('has put something into each of them', () =>
    expect(projectors.map(({ collection }) => collection.name).filter((name) => !filled.has(name))).toEqual([]))
})

function contextsOf({ on }: AnyProjector): readonly string[] {
  return [...new Set(Object.keys(on).map((type) => type.slice(0, type.indexOf('.'))))]
}
