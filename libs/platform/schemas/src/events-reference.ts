import { fileOfEvent } from './async-api.js'
import type { PublishedEvent } from './published.js'

/** The reference page of every event, `since` by its type. */
export function eventsReference(events: readonly PublishedEvent[], since: ReadonlyMap<string, string>): string {
  const sections = [...new Set(events.map(({ context }) => context))].map((context) => {
    const own = events.filter((event) => event.context === context)
    return [
      `## ${context}`,
      '',
      `Topic \`${own[0]!.topic}\`.`,
      '',
      '| event | meaning | since | schema |',
      '| --- | --- | --- | --- |',
      ...own.map(
        (event) =>
          `| \`${event.type}\` | ${event.meaning.replaceAll('|', '\\|')} | ${since.get(event.type)} | [schema](../contracts/${fileOfEvent(event)}) |`,
      ),
      '',
    ].join('\n')
  })
  return [
    '# Events',
    '',
    'Every fact that the platform records, and publishes on the topic of its context. How to read them: [consuming events](../guides/consuming-events.md).',
    'The whole as one document: [AsyncAPI 3.0](../contracts/asyncapi.json). Each schema (JSON Schema draft-07) describes the whole value of a message;',
    '[envelope](../contracts/events/envelope.schema.json) and [headers](../contracts/events/headers.schema.json) are the same for all.',
    '',
    ...sections,
    'This page is written by `npm run contracts`; a test compares it with the types.',
    '',
  ].join('\n')
}
