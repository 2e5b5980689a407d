import type { ContextModule } from '../service/context-module.js'
import { backgroundFigures } from './background-figures.js'
import { Metrics } from './metrics.js'

interface Told {
  readonly name: string
  readonly help: string
  readonly labelNames?: readonly string[]
}

/** The reference page of every metric of our own, from the metrics themselves. */
export function metricsReference(contexts: readonly ContextModule[]): string {
  const counted = new Metrics('reference').registry.getMetricsAsArray().filter(({ name }) => name.startsWith('spoc_'))
  const sections: readonly (readonly [string, readonly Told[]])[] = [
    ['Counted as it happens, by every service', counted],
    ['Asked for at a scrape, of every service', backgroundFigures()],
    ...contexts.flatMap(({ automation, figures = [] }) =>
      figures.length === 0
        ? []
        : [[`Asked for at a scrape, of the service that runs ${automation.contract.context}`, figures] as const],
    ),
  ]
  return [
    '# Metrics',
    '',
    'What `/metrics` of a service tells in Prometheus’ text format, beside the figures of the process (`process_…`, `nodejs_…`). Each carries `service`. No label names a client.',
    'A figure that is read from a read model is told alike by every replica: take the `max`, not the sum.',
    '',
    ...sections.flatMap(([title, told]) => [
      `## ${title}`,
      '',
      '| metric | what it tells | labels |',
      '| --- | --- | --- |',
      ...told.map(
        ({ name, help, labelNames = [] }) =>
          `| \`${name}\` | ${help} | ${labelNames.map((label) => `\`${label}\``).join(', ')} |`,
      ),
      '',
    ]),
    'This page is written by `node tools/reference.mjs`; a test compares it with the metrics.',
    '',
  ].join('\n')
}
