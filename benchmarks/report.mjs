// What every benchmark ends with: medians of its runs, a table, and a file under results/.
import { mkdirSync, writeFileSync } from 'node:fs'
import { machine, median } from './platform.mjs'

/** `rounds`: [{ ours, raw, ratio }]; `unit` says what ours and raw are. Ratios where less is better say so by `lower`. */
export function report(name, question, unit, rounds, { must, aim, lower = false }) {
  const medians = Object.fromEntries(['ours', 'raw', 'ratio'].map((key) => [key, median(rounds.map((round) => round[key]))]))
  const reached = lower ? medians.ratio <= must : medians.ratio >= must
  write(name, { question, unit, machine, rounds, medians, must, aim, lower, reached })
  rounds.forEach(({ ours, raw, ratio }, index) =>
    console.log(`round ${index + 1}: ours ${told(ours)}, raw ${told(raw)} ${unit}, ratio ${ratio.toFixed(2)}`),
  )
  console.log(`\n${question}\n\n| ours | raw | ratio | must | aim | reached |\n|---|---|---|---|---|---|`)
  console.log(
    `| ${told(medians.ours)} ${unit} | ${told(medians.raw)} ${unit} | ${medians.ratio.toFixed(2)} | ${must} | ${aim} | ${reached ? 'yes' : 'no'} |`,
  )
}

/**
 * Of figures of which less is better, without a raw engine beside them. `rounds`: [{ name: figure }]; `bounds`: of those that are to be reached,
 * { name: { must, aim } }.
 */
export function reportFigures(name, question, unit, rounds, bounds, more = {}) {
  const names = [...new Set(rounds.flatMap((round) => Object.keys(round)))]
  const medians = Object.fromEntries(
    names.map((one) => [one, median(rounds.map((round) => round[one]).filter((value) => value !== undefined))]),
  )
  const reached = Object.fromEntries(Object.entries(bounds).map(([one, { must }]) => [one, medians[one] <= must]))
  write(name, { question, unit, machine, rounds, medians, bounds, reached, ...more })
  rounds.forEach((round, index) =>
    console.log(
      `round ${index + 1}: ${names.map((one) => `${one} ${round[one] === undefined ? '-' : told(round[one])}`).join(', ')} ${unit}`,
    ),
  )
  console.log(`\n${question}\n\n| what | measured | must | aim | reached |\n|---|---|---|---|---|`)
  for (const one of names) {
    const { must = '', aim = '' } = bounds[one] ?? {}
    console.log(
      `| ${one} | ${told(medians[one])} ${unit} | ${must} | ${aim} | ${one in reached ? (reached[one] ? 'yes' : 'no') : ''} |`,
    )
  }
}

function write(name, result) {
  mkdirSync(new URL('results', import.meta.url), { recursive: true })
  writeFileSync(new URL(`results/${name}.json`, import.meta.url), `${JSON.stringify(result, null, 2)}\n`)
}

function told(figure) {
  return figure >= 100 ? Math.round(figure).toLocaleString('en') : figure.toPrecision(3)
}

/** An event of about 1 KB in the log. */
export function eventOfOneKilobyte(number) {
  return {
    id: `0190a6c2-${String(number % 10_000).padStart(4, '0')}-7000-8000-${String(number).padStart(12, '0')}`,
    type: 'intake.note-added.v1',
    data: { text: 'x'.repeat(560), number },
    metadata: {
      schema: 1,
      subject: `0190a6c2-0000-7000-8000-${String(number % 500).padStart(12, '0')}`,
      accountId: '0190a6c2-0000-7000-8000-0000000000a1',
      recordedAt: '2026-01-12T08:00:00.000Z',
      occurredAt: '2026-01-12T08:00:00.000Z',
      actor: { kind: 'person', id: '0190a6c2-0000-7000-8000-0000000000b1' },
      channel: 'api',
      correlation: '0190a6c2-0000-7000-8000-0000000000c1',
    },
  }
}
