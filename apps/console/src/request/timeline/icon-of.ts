export type IconName =
  | 'message'
  | 'received'
  | 'person'
  | 'team'
  | 'clock'
  | 'warning'
  | 'breach'
  | 'page'
  | 'mail'
  | 'done'
  | 'pause'
  | 'go'
  | 'merge'
  | 'stop'
  | 'change'
  | 'alert'
  | 'escalation'

const names: readonly (readonly [RegExp, IconName])[] = [
  [/request-received/, 'received'],
  [/message-added|copy-received/, 'message'],
  [/alert-/, 'alert'],
  [/breach/, 'breach'],
  [/clock-warned|overdue|exhausted/, 'warning'],
  [/clock-paused|put-on-hold|client-awaited/, 'pause'],
  [/resolved|clock-met|completed|closed/, 'done'],
  [/resumed|reopened|restarted/, 'go'],
  [/^sla\./, 'clock'],
  [/page-/, 'page'],
  [/^notification\.|reminder/, 'mail'],
  [/escalated/, 'escalation'],
  [/engagement/, 'team'],
  [/spoc-|taken-up|taken-over/, 'person'],
  [/merged|linked|duplicate/, 'merge'],
  [/cancelled|rejected|declined|withdrawn/, 'stop'],
]

/** The picture of what happened, by the name of the event; what is not known is a change. */
export const iconOf = (type: string): IconName => names.find(([pattern]) => pattern.test(type))?.[1] ?? 'change'
