import type { PublishedEvent } from './published.js'
import { DRAFT } from './schema.js'

const SCHEMA_FORMAT = 'application/schema+json;version=draft-07'

/** The file of an event's schema, from docs/contracts. */
export function fileOfEvent({ context, type }: Pick<PublishedEvent, 'context' | 'type'>): string {
  return `events/${context}/${type}.schema.json`
}

/** What is published on Kafka, as an AsyncAPI 3.0 document: a channel a topic, a message an event type. */
export function asyncApi(events: readonly PublishedEvent[], version: string): object {
  const contexts = [...new Set(events.map(({ context }) => context))]
  const of = (context: string) => events.filter((event) => event.context === context)
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'SPOC events',
      version,
      description:
        'Every fact that the platform records, published from its log: CloudEvents 1.0 in binary mode, at least once, in order for each key.',
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(
      contexts.map((context) => [
        context,
        {
          address: of(context)[0]!.topic,
          title: `Events of ${context}`,
          messages: Object.fromEntries(of(context).map(({ type }) => [type, { $ref: `#/components/messages/${type}` }])),
          bindings: { kafka: { topic: of(context)[0]!.topic, bindingVersion: '0.5.0' } },
        },
      ]),
    ),
    operations: Object.fromEntries(
      contexts.map((context) => [
        `publish-${context}`,
        {
          action: 'send',
          channel: { $ref: `#/channels/${context}` },
          summary: `The platform publishes the events of ${context}.`,
        },
      ]),
    ),
    components: {
      messages: Object.fromEntries(events.map((event) => [event.type, messageOf(event)])),
      messageTraits: { cloudEvent: cloudEvent() },
    },
  }
}

function messageOf(event: PublishedEvent): object {
  return {
    name: event.type,
    summary: event.meaning,
    payload: schemaIn(fileOfEvent(event)),
    traits: [{ $ref: '#/components/messageTraits/cloudEvent' }],
  }
}

function cloudEvent(): object {
  return {
    contentType: 'application/json',
    headers: schemaIn('events/headers.schema.json'),
    correlationId: {
      description: 'All that comes of one call or mail shares it.',
      location: '$message.payload#/metadata/correlation',
    },
    bindings: {
      kafka: {
        key: {
          $schema: DRAFT,
          type: 'string',
          description: 'What the event is about (ce_subject): events of one key keep their order.',
        },
        bindingVersion: '0.5.0',
      },
    },
  }
}

function schemaIn(file: string): object {
  return { schemaFormat: SCHEMA_FORMAT, schema: { $ref: `./${file}` } }
}
