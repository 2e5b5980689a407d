import type { ContextModule } from '../service/context-module.js'

/** The reference page of every published collection, from the projectors that fill them. */
export function readModelsReference(contexts: readonly ContextModule[]): string {
  const sections = contexts
    .filter(({ automation }) => automation.projectors.length > 0)
    .map(({ automation }) => {
      const rows = automation.projectors.map(({ collection, version, on }) => {
        const indexes = collection.indexes.map(
          ({ fields, unique }) => `\`${fields.join(', ')}\`${unique === true ? ' (unique)' : ''}`,
        )
        const restricted = /_personal$|_texts$|_search$/.test(collection.name) ? 'restricted: holds personal data' : 'published'
        return `| [\`${collection.name}\`](../contracts/collections/${collection.name}.schema.json) | ${version} | ${restricted} | ${indexes.join('; ')} | ${[...new Set(Object.keys(on).map((type) => type.split('.')[0]))].join(', ')} |`
      })
      return [
        `## ${automation.contract.context}`,
        '',
        '| collection | fold | who may read | indexes beside `_id` | folded from the facts of |',
        '| --- | --- | --- | --- | --- |',
        ...rows,
        '',
      ].join('\n')
    })
  return [
    '# Read models',
    '',
    'Collections that are filled from the log and may be read by reporting tools (MongoDB when distributed). Each links to the JSON Schema of its documents;',
    'what may change in them, and how, stands in [consuming events](../guides/consuming-events.md#what-may-change). Instants are BSON dates where a collection',
    'declares them (`x-bson-dates` of its schema), ISO-8601 text elsewhere.',
    '',
    'In MongoDB each document carries `_guard` (fold and position, for the projector alone), and a document that went stays as `{ _id, _guard, _gone: true }`: leave both out.',
    'How far a collection has come stands in `platform_checkpoints` under `‹collection›@‹fold›`: position, and the instant it was seen. A document with `brokenAt` or `incomplete`',
    'is not whole. Collections that are restricted hold personal data: give reporting tools a role without them.',
    '',
    ...sections,
    'This page is written by `node tools/reference.mjs`; a test compares it with the projectors.',
    '',
  ].join('\n')
}
