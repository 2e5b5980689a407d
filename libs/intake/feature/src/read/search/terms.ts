import type { Filter } from '@spoc/platform-ports'
import { wordsOf } from './words-of.js'

/** A word that must be there; the last one typed may be the beginning of one. */
export interface Term {
  readonly text: string
  readonly isBeginning: boolean
}

/** Beginnings of words are indexed by so many letters; a shorter one would fit everything. */
const BEGINNING = 3
const MOST_TERMS = 8
const AMONG_COLLEAGUES = '!'

/** All of the words typed. A space at the end says that the last one is finished. */
export function termsOf(query: string): readonly Term[] {
  const words = wordsOf(query).slice(0, MOST_TERMS)
  const isFinished = /\s$/.test(query)
  return words.map((text, index) => ({
    text,
    isBeginning: !isFinished && index === words.length - 1 && text.length >= BEGINNING,
  }))
}

/** What stands in the index for these words. */
export function indexed(words: readonly string[], internal: boolean): readonly string[] {
  const beginnings = words.filter((word) => /^[\p{L}\p{N}]/u.test(word) && word.length >= BEGINNING).map(beginningOf)
  const all = [...words, ...new Set(beginnings)]
  return internal ? all.map((word) => `${AMONG_COLLEAGUES}${word}`) : all
}

/** Documents that hold the term, as a filter that both engines answer by the index; `whole`: what is internal counts too. */
export function conditionOf({ text, isBeginning }: Term, whole: boolean): Filter {
  const forms = (word: string) => (whole ? [word, `${AMONG_COLLEAGUES}${word}`] : [word])
  if (!isBeginning) return { words: { $in: forms(text) } }
  const range = forms(text).map((from) => ({ words: { $elemMatch: { $gte: from, $lt: `${from}\uffff` } } }))
  return { $and: [{ words: { $in: forms(beginningOf(text)) } }, { $or: range }] }
}

function beginningOf(word: string): string {
  return `^${word.slice(0, BEGINNING)}`
}
