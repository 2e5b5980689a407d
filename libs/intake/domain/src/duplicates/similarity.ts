/** Jaccard similarity of two sets, from 0 (nothing in common) to 1. */
export function jaccard(some: ReadonlySet<string>, others: ReadonlySet<string>): number {
  if (some.size === 0 || others.size === 0) return 0
  let same = 0
  for (const trigram of some) if (others.has(trigram)) same += 1
  return same / (some.size + others.size - same)
}

/**
 * Three letters each, within words; case, accents and punctuation do not count. Those of two texts are those of the texts one after the other.
 */
export function trigrams(text: string): ReadonlySet<string> {
  const found = new Set<string>()
  for (const word of wordsIn(text)) {
    const whole = ` ${word} `
    for (let at = 0; at + 3 <= whole.length; at += 1) found.add(whole.slice(at, at + 3))
  }
  return found
}

function wordsIn(text: string): readonly string[] {
  const plain = /^\p{ASCII}*$/u.test(text) ? text : text.normalize('NFKD').replace(/\p{M}/gu, '')
  return plain.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}
