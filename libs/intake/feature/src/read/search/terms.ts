import type { SearchDocument } from '@spoc/intake-contracts'
import type { Filter } from '@spoc/platform-ports'
import { wordsOf } from './words-of.js'

/** A word that must be there; the last one typed may be the beginning of one. */
export interface Term {
  readonly text: string
  readonly isBeginning: boolean
}

/** Shorter beginnings would fit everything. */
const SHORTEST_BEGINNING = 3
const MOST_TERMS = 8

export function termsOf(query: string): readonly Term[] {
  const words = wordsOf(query).slice(0, MOST_TERMS)
  const isOver = /\s$/.test(query)
  return words.map((text, index) => ({
    text,
    isBeginning: !isOver && index === words.length - 1 && text.length >= SHORTEST_BEGINNING,
  }))
}

export function fits(word: string, { text, isBeginning }: Term): boolean {
  return isBeginning ? word.startsWith(text) : word === text
}

/** The values that a term stands for, as a condition on one word. */
export function conditionOf({ text, isBeginning }: Term): unknown {
  return isBeginning ? { $gte: text, $lt: after(text) } : text
}

/** The same as a condition on a list of words. */
export function listConditionOf({ text, isBeginning }: Term): Filter[string] {
  return isBeginning ? { $elemMatch: { $gte: text, $lt: after(text) } } : text
}

/** Whether all of the terms are among the words, the provider's own included. */
export function holdsAll({ words, internalWords }: SearchDocument, terms: readonly Term[]): boolean {
  return terms.every((term) => words.some((word) => fits(word, term)) || internalWords.some((word) => fits(word, term)))
}

/** A request stands under each word that fits; it is found by the first of them alone. */
export function isFirstFit(word: string, { words, internalWords }: SearchDocument, term: Term): boolean {
  return ![...words, ...internalWords].some((other) => other < word && fits(other, term))
}

function after(text: string): string {
  return `${text}\uffff`
}
