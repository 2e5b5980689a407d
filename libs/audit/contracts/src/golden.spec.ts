import { readdirSync, readFileSync } from 'node:fs'
import { upcast, type Fact } from '@spoc/platform-kernel'
import { accessFacts, auditContract, foldAccess, foldProof, proofFacts } from './audit.facts.js'

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
    const { initial: proof } = proofFacts
    const { initial: access } = accessFacts
    expect([foldProof(proof, golden(type)), foldAccess(access, golden(type))]).not.toEqual([proof, access])
  })
})

describe('the folds of audit', () => {
  const unknown: Fact = { type: 'audit.bundle-shredded.v1', data: {} }
  it('knows the root and the size of a bundle that was handed out', () =>
    expect([golden('audit.bundle-exported.v1'), unknown].reduce(foldProof, proofFacts.initial)).toMatchObject({
      is: 'exported',
      events: 42,
      position: '4711',
    }))
  it('counts how often a subject was looked at, and keeps what was looked at last', () => {
    const looked = golden('audit.access-recorded.v1')
    expect([looked, unknown, looked].reduce(foldAccess, accessFacts.initial)).toMatchObject({
      accesses: 2,
      last: { to: 'as-of' },
    })
  })
})
