import { channel } from 'node:diagnostics_channel'

/**
 * The moments at which the death of a process would do most harm, by name, and what is done and not done then. Whoever rehearses kills a
 * process exactly there (infra/rehearsal); nobody else listens, and then passing one costs a look at a flag.
 */
export const KILL_POINTS = {
  'after-append': 'events are durable, and nobody has been told',
  'before-offset': 'the effects of a batch of messages are durable, and neither cursors nor the offset of the group are saved',
  relay: 'events are on the bus, and the relay has not marked how far it came',
  alarm: 'a stream has answered its alarm, and the index still calls it due',
  delivery: 'a mail or a webhook is with its receiver, and not recorded as sent',
  claim: 'a number or the id of a message is claimed, and the request that it is for is not there',
  'key-made': 'a key is written, and not yet durable',
  key: 'a key is durable, and nothing is sealed under it',
  mail: 'a received mail is on record, and its sender has not been told',
  fold: 'documents of a read model are folded, and not written',
  'before-swap': 'a read model that was folded anew is proven, and has not got the name',
  swap: 'a read model that was folded anew has the name, and the order to make it is still open',
  lease: 'a process has become the one that does a job, and does not know it',
  start: 'a process has taken up its work, and does not serve yet',
  goodbye: 'a process was told to end, and has closed its doors, not its engines',
} as const

export type KillPoint = keyof typeof KILL_POINTS

/** The name of the diagnostics channel that is told of each passing. */
export function channelOf(point: KillPoint): string {
  return `spoc.kill-point.${point}`
}

const channels = new Map(Object.keys(KILL_POINTS).map((point) => [point, channel(channelOf(point as KillPoint))]))

/** Says that this process is at the point now. */
export function passing(point: KillPoint): void {
  const told = channels.get(point)
  if (told?.hasSubscribers === true) told.publish(point)
}
