import type { BundleEvent } from './bundle.js'

export interface Alignment {
  /** For each event the number of the leaf it is, where it is one. */
  readonly leafOf: readonly (number | undefined)[]
  /** For each event that is no leaf the number of the leaf it seems to have been, where there is one. */
  readonly wasLeaf: ReadonlyMap<number, number>
  /** Leaves that no event is, or was. */
  readonly orphans: readonly number[]
}

/**
 * Lays the events beside the leaves. An event is the leaf of its hash. One that is no leaf was the leaf whose hash it still carries, or else
 * the one that follows the leaf of the event before it.
 */
export function align(events: readonly BundleEvent[], hashes: readonly string[], leaves: readonly string[]): Alignment {
  const places = new Map<string, number[]>()
  leaves.forEach((leaf, index) => places.set(leaf, [...(places.get(leaf) ?? []), index]))
  const take = (hash: string) => places.get(hash)?.shift()
  const leafOf = hashes.map(take)
  const wasLeaf = new Map<number, number>()
  events.forEach(({ hash }, index) => {
    const carried = leafOf[index] === undefined ? take(hash) : undefined
    if (carried !== undefined) wasLeaf.set(index, carried)
  })
  const free = new Set([...places.values()].flat())
  events.forEach((_, index) => {
    if (leafOf[index] !== undefined || wasLeaf.has(index)) return
    const before = index === 0 ? -1 : (leafOf[index - 1] ?? wasLeaf.get(index - 1))
    if (before === undefined || !free.delete(before + 1)) return
    wasLeaf.set(index, before + 1)
  })
  return { leafOf, wasLeaf, orphans: [...free].sort((a, b) => a - b) }
}

/** The fewest items without which the numbers rise: all but a longest rising subsequence. */
export function outOfOrder(numbers: readonly number[]): ReadonlySet<number> {
  const ends: number[] = []
  const previous: (number | undefined)[] = []
  numbers.forEach((number, index) => {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (numbers[ends[middle]!]! < number) low = middle + 1
      else high = middle
    }
    previous[index] = ends[low - 1]
    ends[low] = index
  })
  const rising = new Set<number>()
  for (let at = ends.at(-1); at !== undefined; at = previous[at]) rising.add(at)
  return new Set(numbers.map((_, index) => index).filter((index) => !rising.has(index)))
}
