import { clockNames } from '@spoc/sla-contracts'
import { stringify } from 'csv-stringify/sync'
import type { ClockOutcome } from './outcome.js'
import type { WhatIfRequest } from './what-if-document.js'

const figures = ['outcome', 'targetMs', 'dueAt', 'metAt', 'elapsedMs', 'breachedAt'] as const
const header = [
  ...['requestId', 'number', 'accountId', 'receivedAt', 'clock', 'changed'],
  ...figures.map((figure) => `was.${figure}`),
  ...figures.map((figure) => `wouldBe.${figure}`),
]

/** The answer as CSV (RFC 4180, UTF-8), a line a clock, page by page; the header row first. */
export async function* csvOf(pages: AsyncIterable<readonly WhatIfRequest[]>): AsyncGenerator<string> {
  yield lines([header])
  for await (const page of pages) yield lines(page.flatMap(rowsOf))
}

function rowsOf({ requestId, number, accountId, receivedAt, clocks }: WhatIfRequest): readonly (readonly unknown[])[] {
  return clockNames.flatMap((name) =>
    clocks
      .filter(({ clock }) => clock === name)
      .map(({ was, wouldBe, changed }) => [
        ...[requestId, number, accountId, receivedAt, name, String(changed)],
        ...cellsOf(was),
        ...cellsOf(wouldBe),
      ]),
  )
}

function cellsOf(outcome: ClockOutcome): readonly unknown[] {
  return figures.map((figure) => outcome[figure] ?? '')
}

function lines(rows: readonly (readonly unknown[])[]): string {
  return stringify(
    rows.map((cells) => [...cells]),
    { escape_formulas: true, record_delimiter: 'windows' },
  )
}
