const SHORTEST = 2
const LONGEST = 40

/** The words of a text as they are searched by: lower case, without accents, each once, in order; of 2 to 40 characters. */
export function wordsOf(text: string): readonly string[] {
  const words = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= SHORTEST && word.length <= LONGEST)
  return [...new Set(words)]
}
