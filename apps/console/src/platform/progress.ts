import type { ReadModel } from '../api/platform.js'

/** How far a rebuild has come, in whole per cent of the log. */
export function shareOf({ rebuild, head }: ReadModel): number {
  if (rebuild?.reached === undefined || head === '0') return 0
  return Number((BigInt(rebuild.reached) * 100n) / BigInt(head))
}

/** Positions between the read model and the end of the log; never less than none, since the two are asked one after the other. */
export function behind({ position, head }: ReadModel): bigint {
  const positions = BigInt(head) - BigInt(position)
  return positions > 0n ? positions : 0n
}
