import type { Position } from '@spoc/platform-kernel'
import type { Background } from '@spoc/platform-runtime'
import { engineStates } from './engine-states.js'
import { ageSeconds, type Figure, type Reading } from './figure.js'

const SAME_SCRAPE_MS = 500

/** How the machinery of a process stands. Where all is caught up, a scrape asks the log for its head once and reads nothing. */
export function backgroundFigures(): readonly Figure[] {
  const headOf = onceAScrape((background: Background) => background.engines.log.head())
  const unpublishedOf = onceAScrape(async (background: Background) => nextToPublish(background, await headOf(background)))
  return [
    {
      name: 'spoc_engine_up',
      help: '1 where the engine answers this process, 0 where it does not, or where a consumer of it still joins its group on the bus.',
      labelNames: ['engine'],
      read: async (background) =>
        (await engineStates(background)).map(([engine, state]) => ({ labels: { engine }, value: state === 'up' ? 1 : 0 })),
    },
    {
      name: 'spoc_feed_following',
      help: '1 while this process follows the log, 0 where it has stopped: it must be restarted.',
      read: ({ healthy }) => [{ value: healthy ? 1 : 0 }],
    },
    {
      name: 'spoc_projection_lag_events_position',
      help: 'Log positions between the head of the log and a read model.',
      labelNames: ['collection'],
      read: async (background) => {
        const head = await headOf(background)
        return ofProjections(background, (position) => Math.max(0, Number(head - position)))
      },
    },
    {
      name: 'spoc_projection_oldest_unprojected_seconds',
      help: 'Age of the oldest event that a read model does not hold yet.',
      labelNames: ['collection'],
      read: async (background) => {
        const head = await headOf(background)
        return ofProjections(background, async (position, typePrefixes) =>
          position >= head ? 0 : ageOfNext(background, position, typePrefixes),
        )
      },
    },
    {
      name: 'spoc_relay_lag_events_position',
      help: 'Log positions between the head of the log and what the relay has published.',
      labelNames: ['context'],
      read: async (background) => {
        const head = await headOf(background)
        return (await unpublishedOf(background)).map(({ context, published, next }) => ({
          labels: { context },
          value: next === undefined ? 0 : Math.max(0, Number(head - published)),
        }))
      },
    },
    {
      name: 'spoc_relay_oldest_unpublished_seconds',
      help: 'Age of the oldest event of a context that the relay has not published yet.',
      labelNames: ['context'],
      read: async (background) =>
        (await unpublishedOf(background)).map(({ context, next }) => ({
          labels: { context },
          value: ageSeconds(background, next?.metadata.recordedAt),
        })),
    },
    {
      name: 'spoc_consumer_lag_messages',
      help: 'Messages that the automations of a context have not consumed yet.',
      labelNames: ['context'],
      read: ({ running }) => ofContexts(running, async ({ reactions }) => Number(await reactions.lag())),
    },
    {
      name: 'spoc_due_clocks',
      help: 'Streams whose alarm has passed and which have not answered yet.',
      labelNames: ['context'],
      read: ({ running }) => ofContexts(running, ({ alarms }) => alarms.due()),
    },
    {
      name: 'spoc_oldest_due_alarm_seconds',
      help: 'Since when the stream has waited to be woken that should have been first; 0 where none is late.',
      labelNames: ['context'],
      read: (background) => ofContexts(background.running, async ({ alarms }) => ageSeconds(background, await alarms.next())),
    },
    {
      name: 'spoc_parked_subjects',
      help: 'Subjects parked because an input could not be handled.',
      labelNames: ['context'],
      read: ({ running }) => ofContexts(running, ({ parking }) => parking.countAll()),
    },
    {
      name: 'spoc_broken_documents',
      help: 'Documents whose fold threw.',
      labelNames: ['collection'],
      read: ({ projections }) =>
        [...projections].map(([collection, { broken }]) => ({ labels: { collection }, value: broken.size })),
    },
  ]
}

function ofContexts(
  running: Background['running'],
  valueOf: (one: Background['running'][number]) => Promise<number>,
): Promise<readonly Reading[]> {
  return Promise.all(running.map(async (one) => ({ labels: { context: one.context }, value: await valueOf(one) })))
}

function ofProjections(
  { projections }: Background,
  valueOf: (position: Position, typePrefixes: readonly string[]) => Promise<number> | number,
): Promise<readonly Reading[]> {
  return Promise.all(
    [...projections].map(async ([collection, projection]) => ({
      labels: { collection },
      value: await valueOf((await projection.freshness()).position, projection.typePrefixes),
    })),
  )
}

async function ageOfNext(background: Background, from: Position, typePrefixes: readonly string[]): Promise<number> {
  const [next] = await background.engines.log.readAll({ from, limit: 1, typePrefixes })
  return ageSeconds(background, next?.metadata.recordedAt)
}

/** Of each context, what its relay will publish next, where it has not published all. */
function nextToPublish({ running, engines }: Background, head: Position) {
  return Promise.all(
    running.map(async ({ context, relay: { published, typePrefixes } }) => {
      const [next] = published < head ? await engines.log.readAll({ from: published, limit: 1, typePrefixes }) : []
      return { context, published, next }
    }),
  )
}

/** The answer serves all figures of one scrape. */
function onceAScrape<In, Out>(ask: (input: In) => Promise<Out>): (input: In) => Promise<Out> {
  let asked: Promise<Out> | undefined
  let askedAt = -Infinity
  return (input) => {
    if (asked === undefined || performance.now() - askedAt > SAME_SCRAPE_MS) {
      askedAt = performance.now()
      asked = ask(input)
    }
    return asked
  }
}
