import { readdirSync, readFileSync } from 'node:fs'
import { upcast, type Fact } from '@spoc/platform-kernel'
import { foldReport, reportFacts, reportingContract } from './report.facts.js'

const folder = new URL('../golden/', import.meta.url)
const goldenTypes = readdirSync(folder).map((file) => file.replace(/\.json$/, ''))

function golden(type: string): Fact {
  const { fact, known } = upcast([reportingContract], JSON.parse(readFileSync(new URL(`${type}.json`, folder), 'utf8')) as Fact)
  expect(known).toBe(true)
  return fact
}

describe('golden files of reporting', () => {
  it('has one for every type written today', () =>
    expect(goldenTypes).toEqual(expect.arrayContaining([...reportingContract.types])))
  it.each(goldenTypes)('%s still loads, and changes what is known of the report', (type) =>
    expect(foldReport(reportFacts.initial, golden(type))).not.toEqual(reportFacts.initial),
  )
})

describe('the fold of a report', () => {
  it('is issued with its period, its place in the log, its checksum and its figures', () =>
    expect(foldReport(reportFacts.initial, golden('reporting.report-issued.v1'))).toMatchObject({
      is: 'issued',
      accountId: 'acc-1',
      position: '4711',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      figures: { received: 3, backlogAtEnd: 3 },
    }))
  it('passes over a type it does not know', () =>
    expect(foldReport({ is: 'unknown' }, { type: 'reporting.report-burnt.v1', data: {} })).toEqual({ is: 'unknown' }))
})
