import { emptyRoot, nodeHash } from './hash.js'

/** Root over leaf hashes (RFC 6962 §2.1). Linear in the number of leaves. */
export function merkleRoot(leaves: readonly Uint8Array[]): Buffer {
  return rootOf(leaves, 0, leaves.length)
}

/** The nodes that lead from one leaf to the root over the first `size` leaves, lowest first (RFC 6962 §2.1.1). */
export function inclusionProof(leaves: readonly Uint8Array[], index: number, size = leaves.length): readonly Buffer[] {
  within(index, 0, size - 1, 'index')
  within(size, 1, leaves.length, 'size')
  return path(leaves, index, 0, size)
}

/** The nodes that show the tree of the first `older` leaves to be the beginning of that of the first `newer` (RFC 6962 §2.1.2). */
export function consistencyProof(leaves: readonly Uint8Array[], older: number, newer = leaves.length): readonly Buffer[] {
  within(older, 0, newer, 'older')
  within(newer, 0, leaves.length, 'newer')
  return older === 0 ? [] : subproof(leaves, older, 0, newer, true)
}

/** Whether `leaf` is number `index` of the `size` leaves under `root` (RFC 9162 §2.1.3.2). */
export function isIncluded(
  claim: { readonly leaf: Uint8Array; readonly index: number; readonly size: number; readonly root: Uint8Array },
  proof: readonly Uint8Array[],
): boolean {
  if (!isCount(claim.index) || !isCount(claim.size) || claim.index >= claim.size) return false
  let place = claim.index
  let last = claim.size - 1
  let hash: Uint8Array = claim.leaf
  for (const sibling of proof) {
    if (last === 0) return false
    if (isOdd(place) || place === last) {
      hash = nodeHash(sibling, hash)
      while (!isOdd(place) && place !== 0) [place, last] = [half(place), half(last)]
    } else {
      hash = nodeHash(hash, sibling)
    }
    ;[place, last] = [half(place), half(last)]
  }
  return last === 0 && same(hash, claim.root)
}

export interface TreeHead {
  readonly size: number
  readonly root: Uint8Array
}

/** Whether the older tree is the beginning of the newer one (RFC 9162 §2.1.4.2): nothing in it was changed, dropped or inserted. */
export function isConsistent(older: TreeHead, newer: TreeHead, proof: readonly Uint8Array[]): boolean {
  if (!isCount(older.size) || !isCount(newer.size) || older.size > newer.size) return false
  if (older.size === 0) return proof.length === 0 && same(older.root, emptyRoot)
  if (older.size === newer.size) return proof.length === 0 && same(older.root, newer.root)
  const nodes = isPowerOfTwo(older.size) ? [older.root, ...proof] : proof
  const [first, ...rest] = nodes
  if (first === undefined) return false
  let place = older.size - 1
  let last = newer.size - 1
  while (isOdd(place)) [place, last] = [half(place), half(last)]
  let olderHash = first
  let newerHash = first
  for (const node of rest) {
    if (last === 0) return false
    if (isOdd(place) || place === last) {
      olderHash = nodeHash(node, olderHash)
      newerHash = nodeHash(node, newerHash)
      while (!isOdd(place) && place !== 0) [place, last] = [half(place), half(last)]
    } else {
      newerHash = nodeHash(newerHash, node)
    }
    ;[place, last] = [half(place), half(last)]
  }
  return last === 0 && same(olderHash, older.root) && same(newerHash, newer.root)
}

function rootOf(leaves: readonly Uint8Array[], from: number, to: number): Buffer {
  if (from === to) return emptyRoot
  if (to - from === 1) return Buffer.from(leaves[from]!)
  const middle = from + splitOf(to - from)
  return nodeHash(rootOf(leaves, from, middle), rootOf(leaves, middle, to))
}

function path(leaves: readonly Uint8Array[], index: number, from: number, to: number): readonly Buffer[] {
  if (to - from === 1) return []
  const middle = from + splitOf(to - from)
  return index < middle
    ? [...path(leaves, index, from, middle), rootOf(leaves, middle, to)]
    : [...path(leaves, index, middle, to), rootOf(leaves, from, middle)]
}

/** `known`: the older root is a node of its own here, which the verifier has already. */
function subproof(leaves: readonly Uint8Array[], older: number, from: number, to: number, known: boolean): readonly Buffer[] {
  if (older === to) return known ? [] : [rootOf(leaves, from, to)]
  const middle = from + splitOf(to - from)
  return older <= middle
    ? [...subproof(leaves, older, from, middle, known), rootOf(leaves, middle, to)]
    : [...subproof(leaves, older, middle, to, false), rootOf(leaves, from, middle)]
}

/** The largest power of two below a count of at least two. */
function splitOf(count: number): number {
  let split = 1
  while (split * 2 < count) split *= 2
  return split
}

// Arithmetic, not bit operations: those end at 2^31 leaves.
const half = (count: number) => Math.floor(count / 2)
const isOdd = (count: number) => count % 2 === 1
const isCount = (count: number) => Number.isSafeInteger(count) && count >= 0

function isPowerOfTwo(count: number): boolean {
  let rest = count
  while (rest > 1 && !isOdd(rest)) rest = half(rest)
  return rest === 1
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}

function within(value: number, least: number, most: number, name: string): void {
  if (!Number.isSafeInteger(value) || value < least || value > most)
    throw new RangeError(`The ${name} of a proof lies between ${least} and ${most}, not at ${value}.`)
}
