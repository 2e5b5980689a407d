import type { BusConsumer, ConsumeOptions, Delivered, MessageBus } from '@spoc/platform-ports'

/** What a spec of an adapter provides to the suite of the message bus. */
export interface MessageBusHarness {
  /** The client in use. */
  readonly bus: MessageBus
  /** Closes the client in use, consumers and all, and opens another on the same engine. */
  reopen(): Promise<MessageBus>
  /** Leaves the client in use as its process would by dying, nothing closed, and opens another on what the engine has kept. */
  crash(): Promise<MessageBus>
  /** Ends the engine without warning and starts it again; the client stays in use. None where the engine lives in the client. */
  readonly restart?: () => Promise<void>
  close(): Promise<void>
}

/** A consumer and all that was given to it and consumed. */
export interface Consumed {
  readonly given: readonly Delivered[]
  readonly batches: readonly (readonly Delivered[])[]
  readonly assigned: readonly (readonly { readonly topic: string; readonly partition: number }[])[]
  readonly consumer: BusConsumer
}

export async function consume(
  bus: MessageBus,
  options: Partial<ConsumeOptions> & Pick<ConsumeOptions, 'group' | 'topics'>,
): Promise<Consumed> {
  const given: Delivered[] = []
  const batches: (readonly Delivered[])[] = []
  const assigned: (readonly { readonly topic: string; readonly partition: number }[])[] = []
  const consumer = await bus.consume({
    ...options,
    onBatch: async (batch, heartbeat) => {
      await options.onBatch?.(batch, heartbeat)
      batches.push(batch)
      given.push(...batch)
    },
    onAssigned: async (partitions) => {
      await options.onAssigned?.(partitions)
      assigned.push(partitions)
    },
  })
  await consumer.joined
  return { given, batches, assigned, consumer }
}

export function valuesOf(messages: readonly { readonly value: string }[]): readonly string[] {
  return messages.map(({ value }) => value)
}
