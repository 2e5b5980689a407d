import type { AllStreamSubscription, EventStoreDBClient, Position } from '@eventstore/db-client'

/** All that the bare client tells of one subscription to $all. */
export interface Heard {
  readonly types: string[]
  readonly positions: Position[]
  readonly errors: unknown[]
  /** Names of the other things it told, in order. */
  readonly told: string[]
  readonly subscription: AllStreamSubscription
}

/** Subscribes, noting all that is heard. */
export function hear(client: EventStoreDBClient, options: Parameters<EventStoreDBClient['subscribeToAll']>[0] = {}): Heard {
  const subscription = client.subscribeToAll(options)
  const heard: Heard = { types: [], positions: [], errors: [], told: [], subscription }
  for (const name of ['confirmation', 'caughtUp', 'fellBehind', 'end', 'finish', 'close'] as const)
    subscription.on(name, () => heard.told.push(name))
  subscription.on('error', (error: unknown) => heard.errors.push(error))
  subscription.on('data', ({ event }) => {
    if (!event) return
    heard.types.push(event.type)
    heard.positions.push(event.position)
  })
  return heard
}
