import type { Durations } from '@spoc/reporting-contracts'

export function durations(lengthsMs: readonly number[]): Durations {
  const count = lengthsMs.length
  const sumMs = lengthsMs.reduce((sum, length) => sum + length, 0)
  return count === 0 ? { count, sumMs } : { count, sumMs, meanMs: Math.round(sumMs / count), medianMs: medianMs(lengthsMs) }
}

function medianMs(lengthsMs: readonly number[]): number {
  const sorted = [...lengthsMs].sort((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
  return Math.round((lower + upper) / 2)
}
