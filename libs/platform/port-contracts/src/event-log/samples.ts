import { randomUUID } from 'node:crypto'
import type { Metadata, Position, Recorded } from '@spoc/platform-kernel'
import type { EventLog, LogSubscription, NewEvent, SubscribeOptions } from '@spoc/platform-ports'
import { uniqueWord } from '../unique.js'

export const metadata: Metadata = {
  schema: 1,
  subject: '0190a2b4-0000-7000-8000-000000000001',
  recordedAt: '2026-01-12T16:00:00.000Z',
  occurredAt: '2026-01-12T15:58:30.250Z',
  actor: { kind: 'person', id: '0190a2b4-0000-7000-8000-000000000002' },
  channel: 'phone',
  correlation: '0190a2b4-0000-7000-8000-000000000003',
}

/** Types of one test alone: on a shared server they tell its events from all others. */
export function someContext(): string {
  return uniqueWord('contract')
}

export function event(context: string, data: unknown = { said: 'the circuit is down' }, name = 'thing-happened'): NewEvent {
  return { id: randomUUID(), type: `${context}.${name}.v1`, data, metadata }
}

export function events(context: string, count: number): readonly NewEvent[] {
  return Array.from({ length: count }, (_, index) => event(context, { index }))
}

export function idsOf(found: readonly { readonly id: string }[]): readonly string[] {
  return found.map(({ id }) => id)
}

/** A subscription and all it was given. */
export interface Followed {
  readonly given: readonly Recorded[]
  readonly progress: readonly { readonly position: Position; readonly caughtUp: boolean }[]
  readonly failures: readonly unknown[]
  readonly subscription: LogSubscription
}

export async function follow(
  log: EventLog,
  options: Partial<SubscribeOptions> & { readonly typePrefixes: readonly string[] },
): Promise<Followed> {
  const given: Recorded[] = []
  const progress: { position: Position; caughtUp: boolean }[] = []
  const failures: unknown[] = []
  const subscription = await log.subscribe({
    ...options,
    onEvents: async (batch) => {
      await options.onEvents?.(batch)
      given.push(...batch)
    },
    onProgress: async (position, caughtUp) => {
      await options.onProgress?.(position, caughtUp)
      progress.push({ position, caughtUp })
    },
    onFailure: (error) => failures.push(error),
  })
  return { given, progress, failures, subscription }
}
