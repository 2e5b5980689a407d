import fc from 'fast-check'
import { emptyRoot, leafHash } from './hash.js'
import { consistencyProof, inclusionProof, isConsistent, isIncluded, merkleRoot } from './merkle.js'

// The reference vectors of Certificate Transparency (google/certificate-transparency, transparency-dev/merkle).
const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const inclusions = [
  { index: 0, size: 1, proof: [] },
  {
    index: 1,
    size: 5,
    proof: [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  },
  { index: 2, size: 3, proof: ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'] },
  {
    index: 5,
    size: 8,
    proof: [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  },
]
const consistencies = [
  { older: 1, newer: 1, proof: [] },
  {
    older: 1,
    newer: 8,
    proof: [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  },
  {
    older: 2,
    newer: 5,
    proof: [
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  },
  {
    older: 6,
    newer: 8,
    proof: [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  },
]
const reference = inputs.map((input) => leafHash(Buffer.from(input, 'hex')))
const hex = (hashes: readonly Uint8Array[]) => hashes.map((hash) => Buffer.from(hash).toString('hex'))
const leavesOf = (count: number) => Array.from({ length: count }, (_, index) => leafHash(Buffer.from(`leaf ${index}`)))
const flipped = (hash: Uint8Array) => Buffer.from(hash.map((byte, index) => (index === 0 ? byte ^ 1 : byte)))

describe('the tree of RFC 6962', () => {
  it.each(roots.map((root, size) => ({ root, size })))('has the reference root over $size leaves', ({ root, size }) =>
    expect(merkleRoot(reference.slice(0, size)).toString('hex')).toBe(root),
  )
  it.each(inclusions)('has the reference proof that leaf $index is in the tree of $size', ({ index, size, proof }) =>
    expect(hex(inclusionProof(reference, index, size))).toEqual(proof),
  )
  it.each(consistencies)('has the reference proof that the tree of $older begins that of $newer', ({ older, newer, proof }) =>
    expect(hex(consistencyProof(reference, older, newer))).toEqual(proof),
  )
})

describe('inclusion', () => {
  const tree = fc
    .integer({ min: 1, max: 70 })
    .chain((size) => fc.record({ size: fc.constant(size), index: fc.nat({ max: size - 1 }) }))
  it('is proven for every leaf of every tree', () =>
    fc.assert(
      fc.property(tree, ({ size, index }) => {
        const leaves = leavesOf(size)
        expect(isIncluded({ leaf: leaves[index]!, index, size, root: merkleRoot(leaves) }, inclusionProof(leaves, index))).toBe(
          true,
        )
      }),
    ))
  it('is not proven for another leaf, root or place, nor by a proof with a node changed, missing or too many', () =>
    fc.assert(
      fc.property(tree, fc.nat(), ({ size, index }, seed) => {
        const leaves = leavesOf(size)
        const proof = inclusionProof(leaves, index)
        const claim = { leaf: leaves[index]!, index, size, root: merkleRoot(leaves) }
        expect(isIncluded({ ...claim, leaf: flipped(claim.leaf) }, proof)).toBe(false)
        expect(isIncluded({ ...claim, root: flipped(claim.root) }, proof)).toBe(false)
        expect(isIncluded({ ...claim, index: size }, proof)).toBe(false)
        expect(isIncluded(claim, [...proof, claim.leaf])).toBe(false)
        if (size > 1) {
          const at = seed % proof.length
          expect(isIncluded({ ...claim, index: (index + 1 + (seed % (size - 1))) % size }, proof)).toBe(false)
          expect(isIncluded(claim, proof.with(at, flipped(proof[at]!)))).toBe(false)
          expect(isIncluded(claim, proof.toSpliced(at, 1))).toBe(false)
        }
      }),
    ))
  it('has no proof for a leaf that is not there', () => {
    expect(() => inclusionProof(leavesOf(3), 3)).toThrow(RangeError)
    expect(() => inclusionProof(leavesOf(3), -1)).toThrow(RangeError)
    expect(() => inclusionProof(leavesOf(3), 0, 4)).toThrow(RangeError)
  })
})

describe('consistency', () => {
  const trees = fc.nat({ max: 70 }).chain((newer) => fc.record({ newer: fc.constant(newer), older: fc.nat({ max: newer }) }))
  const head = (size: number) => ({ size, root: merkleRoot(leavesOf(size)) })
  it('is proven between every tree and every earlier one', () =>
    fc.assert(
      fc.property(trees, ({ older, newer }) =>
        expect(isConsistent(head(older), head(newer), consistencyProof(leavesOf(newer), older))).toBe(true),
      ),
    ))
  it('is not proven where an old leaf was changed', () =>
    fc.assert(
      fc.property(
        trees.filter(({ older }) => older > 0),
        fc.nat(),
        ({ older, newer }, seed) => {
          const at = seed % older
          const forged = leavesOf(newer).with(at, leafHash(Buffer.from('forged')))
          const forgedHead = { size: newer, root: merkleRoot(forged) }
          expect(isConsistent(head(older), forgedHead, consistencyProof(forged, older))).toBe(false)
        },
      ),
    ))
  it('is not proven by a proof with a node changed, missing or too many', () =>
    fc.assert(
      fc.property(
        trees.filter(({ older, newer }) => older > 0 && older < newer),
        fc.nat(),
        ({ older, newer }, seed) => {
          const proof = consistencyProof(leavesOf(newer), older)
          const at = seed % proof.length
          expect(isConsistent(head(older), head(newer), proof.with(at, flipped(proof[at]!)))).toBe(false)
          expect(isConsistent(head(older), head(newer), proof.toSpliced(at, 1))).toBe(false)
          expect(isConsistent(head(older), head(newer), [...proof, emptyRoot])).toBe(false)
        },
      ),
    ))
  it('is not proven of a tree that claims to have grown further', () =>
    fc.assert(
      fc.property(
        trees.filter(({ older, newer }) => older > 0 && older < newer),
        ({ older, newer }) => {
          const boast = { size: newer * 4, root: head(newer).root }
          expect(isConsistent(head(older), boast, consistencyProof(leavesOf(newer), older))).toBe(false)
        },
      ),
    ))
  it('is not proven of a tree that shrank, nor of an empty tree with another root than the empty one', () => {
    expect(isConsistent(head(5), head(4), [])).toBe(false)
    expect(isConsistent({ size: 0, root: head(1).root }, head(3), [])).toBe(false)
    expect(isConsistent(head(3), { size: 3, root: head(4).root }, [])).toBe(false)
  })
  it('has no proof from a tree that is larger', () => expect(() => consistencyProof(leavesOf(3), 4)).toThrow(RangeError))
})
