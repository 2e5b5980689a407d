/** How long ago, as a message with a unit and a count; under a minute there is no count. */
export type Ago =
  { readonly unit: 'now' } | { readonly unit: 'minutes' | 'hours' | 'days'; readonly count: number; readonly ahead: boolean }

export function ago(instantMs: number, now: number): Ago {
  const ms = Math.abs(now - instantMs)
  const ahead = instantMs > now
  if (ms < 60_000) return { unit: 'now' }
  if (ms < 3_600_000) return { unit: 'minutes', count: Math.floor(ms / 60_000), ahead }
  if (ms < 86_400_000) return { unit: 'hours', count: Math.floor(ms / 3_600_000), ahead }
  return { unit: 'days', count: Math.floor(ms / 86_400_000), ahead }
}
