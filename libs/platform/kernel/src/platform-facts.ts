import { eventContract } from './contract.js'
import type { Decision, StreamKind } from './decider.js'
import type { Fact, StreamPlace } from './event.js'
import type { Instant } from './instant.js'

/**
 * Somebody gave up an input that an automation could not handle; who it was stands in the envelope. Stream `discard-<context>.<subject>`,
 * about the parked subject, so that its history tells what did not happen and why.
 */
export type InputDiscarded = Fact<
  'platform.input-discarded.v1',
  {
    /** Whose automations could not handle it. */
    readonly context: string
    readonly subject: string
    readonly accountId?: string
    /** The input: its place in the log and its type. */
    readonly input: StreamPlace & { readonly type: string }
    /** Since when the subject was parked. What it failed with stays out of the record: it may quote somebody. */
    readonly parkedSince: Instant
    /** Why it was given up. Holds no names or addresses. */
    readonly reason: string
  }
>

/** Facts about the platform's own work. Published on topic `spoc.platform.v1`. */
export const platformContract = eventContract<InputDiscarded>({
  context: 'platform',
  categories: ['discard'],
  types: { 'platform.input-discarded.v1': true },
})

/** What was given up of one subject in one context. */
export interface Discards {
  readonly subject?: string
  readonly accountId?: string
  readonly inputs: readonly StreamPlace[]
}

export const discards: StreamKind<Discards, InputDiscarded> = {
  category: 'discard',
  initial: { inputs: [] },
  evolve: ({ inputs }, { data: { subject, accountId, input } }) => ({
    subject,
    ...(accountId === undefined ? {} : { accountId }),
    inputs: [...inputs, input],
  }),
  about: ({ subject, accountId }, id) => ({ subject: subject ?? id, ...(accountId === undefined ? {} : { accountId }) }),
}

export function isDiscarded({ inputs }: Discards, { stream, revision }: StreamPlace): boolean {
  return inputs.some((input) => input.stream === stream && input.revision === revision)
}

/** Once only: what is given up already stays so. */
export function discardInput(known: Discards, input: InputDiscarded['data']): Decision<InputDiscarded> {
  return isDiscarded(known, input.input) ? [] : [{ type: 'platform.input-discarded.v1', data: input }]
}
