import { join } from 'node:path'
import { catalogue } from '@spoc/platform-catalogue'
import { publishedContracts } from '@spoc/platform-schemas'
import { contexts } from './contexts.js'

/** The schemas are made from what the compiler sees; these are what the platform runs with. */
describe('the contracts for others', () => {
  const published = publishedContracts(join(__dirname, '../../..'))

  it('have a schema of every event that is written, and of no other', () =>
    expect([...published.eventTypes].sort()).toEqual(catalogue.flatMap(({ types }): readonly string[] => types).sort()))

  it('have a schema of every collection that is filled, and of no other', () => {
    const filled = contexts.flatMap(({ automation }) => automation.projectors.map(({ collection }) => collection.name))
    expect([...published.collections].sort()).toEqual(filled.sort())
  })
})
