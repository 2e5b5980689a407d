/** Jaccard similarity of the texts' trigrams, from 0 (nothing in common) to 1; case, accents and punctuation do not count. */
export function similarity(one: string, other: string): number {
  const some = trigrams(one)
  const others = trigrams(other)
  if (some.size === 0 || others.size === 0) return 0
  let common = 0
  for (const trigram of some) if (others.has(trigram)) common += 1
  return common / (some.size + others.size - common)
}

function trigrams(text: string): ReadonlySet<string> {
  const words = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  return new Set(words.map((word) => ` ${word} `).flatMap((word) => [...word].slice(2).map((_, at) => word.slice(at, at + 3))))
}
