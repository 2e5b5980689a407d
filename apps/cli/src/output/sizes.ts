const UNITS = ['B', 'KB', 'MB', 'GB', 'TB']

/** Bytes for people: `812 B`, `1.4 GB`, in steps of a thousand; empty where there are none told. */
export function size(bytes: unknown): string {
  if (typeof bytes !== 'number') return ''
  const step = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3))
  const amount = bytes / 1000 ** step
  return `${step === 0 || amount >= 100 ? Math.round(amount) : amount.toFixed(1)} ${UNITS[step]}`
}
