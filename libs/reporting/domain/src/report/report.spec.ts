import { given } from '@spoc/platform-testing'
import type { IssuedReport, ReportEvent, ReportFacts } from '@spoc/reporting-contracts'
import { january, row } from '../../test/rows.js'
import { periodFigures } from '../figures/period-figures.js'
import { issueReport, reportDigest, reportStream } from './report.js'

const { total } = periodFigures([row()], january)

function report(more: Partial<IssuedReport> = {}): IssuedReport {
  const sha256 = reportDigest(total)
  return {
    period: january,
    accountId: 'acc-1',
    position: '42',
    asOf: '2026-02-01T06:00:00.000Z',
    sha256,
    figures: total,
    ...more,
  }
}

const issued = (more: Partial<IssuedReport> = {}): ReportEvent => ({ type: 'reporting.report-issued.v1', data: report(more) })
const issuing =
  (more: Partial<IssuedReport> = {}) =>
  (state: ReportFacts) =>
    issueReport(state, report(more))

describe('issuing a report', () => {
  it('puts period, place in the log, checksum and figures on record', () => given(reportStream)().when(issuing()).then(issued()))
  it('changes nothing when the same is issued twice', () => given(reportStream)(issued()).when(issuing()).thenNothing())
  it('refuses other content under the same id', () =>
    given(reportStream)(issued())
      .when(issuing({ sha256: reportDigest('other') }))
      .thenRefused('report-issued'))
  it('refuses a period that ends before it begins', () =>
    given(reportStream)()
      .when(issuing({ period: { ...january, to: january.from } }))
      .thenRefused('period-not-in-order', 'period.to'))
  it('is about the account it was made for, where it is one', () => {
    expect(reportStream.about({ is: 'issued', ...report() }, 'rep-1')).toEqual({ subject: 'rep-1', accountId: 'acc-1' })
    const { accountId: _, ...all } = report()
    expect(reportStream.about({ is: 'issued', ...all }, 'rep-1')).toEqual({ subject: 'rep-1' })
  })
})

describe('the digest of a report', () => {
  it('does not depend on the order of members', () => expect(reportDigest({ a: 1, b: 2 })).toBe(reportDigest({ b: 2, a: 1 })))
  it('is SHA-256 of its canonical JSON', () =>
    expect(reportDigest({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'))
})
