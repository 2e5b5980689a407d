/** `[from, to)` in milliseconds: on the time line or on a wall clock. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

export function overlap(one: Stretch, other: Stretch): Stretch | undefined {
  const from = Math.max(one.from, other.from)
  const to = Math.min(one.to, other.to)
  return from < to ? { from, to } : undefined
}

/** In order, without overlaps, and with those that touch made one. */
export function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  const result: Stretch[] = []
  for (const stretch of stretches.filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from)) {
    const last = result.at(-1)
    if (last !== undefined && stretch.from <= last.to) {
      result[result.length - 1] = { from: last.from, to: Math.max(last.to, stretch.to) }
    } else {
      result.push({ from: stretch.from, to: stretch.to })
    }
  }
  return result
}

/** What is left of `whole` once `taken` is cut out; one pass over both. */
export function without(whole: readonly Stretch[], taken: readonly Stretch[]): readonly Stretch[] {
  const cuts = joined(taken)
  const left: Stretch[] = []
  let cut = 0
  for (const stretch of joined(whole)) {
    let from = stretch.from
    while (cut < cuts.length && (cuts[cut]?.to ?? 0) <= from) cut += 1
    for (let next = cut; next < cuts.length; next += 1) {
      const { from: cutFrom, to: cutTo } = cuts[next] ?? stretch
      if (cutFrom >= stretch.to) break
      if (from < cutFrom) left.push({ from, to: cutFrom })
      from = Math.max(from, cutTo)
    }
    if (from < stretch.to) left.push({ from, to: stretch.to })
  }
  return left
}
