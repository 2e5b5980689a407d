import { readdirSync, readFileSync } from 'node:fs'
import { upcast, type Fact } from '@spoc/platform-kernel'
import { accessFacts, auditContract, proofFacts } from './audit.facts.js'

const folder = new URL('../golden/', import.meta.url)
const goldenTypes = readdirSync(folder).map((file) => file.replace(/\.json$/, ''))

function golden(type: string): Fact {
  const { fact, known } = upcast([auditContract], JSON.parse(readFileSync(new URL(`${type}.json`, folder), 'utf8')) as Fact)
  expect(known).toBe(true)
  return fact
}

describe('golden files of audit', () => {
  it('has one for every type written today', () => expect(goldenTypes).toEqual(expect.arrayContaining([...auditContract.types])))
  it.each(goldenTypes)('%s still loads, and changes what is known', (type) => {
    const facts = [golden(type)]
    expect([proofFacts(facts), accessFacts(facts)]).not.toEqual([proofFacts([]), accessFacts([])])
  })
})

describe('the folds of audit', () => {
  const unknown: Fact = { type: 'audit.bundle-shredded.v1', data: {} }
  it('knows the root and the size of a bundle that was handed out', () =>
    expect(proofFacts([golden('audit.bundle-exported.v1'), unknown])).toMatchObject({
      is: 'exported',
      events: 42,
      position: '4711',
    }))
  it('counts how often a subject was looked at, and keeps what was looked at last', () => {
    const looked = golden('audit.access-recorded.v1')
    expect(accessFacts([looked, unknown, looked])).toMatchObject({ accesses: 2, last: { to: 'as-of' } })
  })
})
