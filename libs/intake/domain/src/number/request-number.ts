import { checkDigit, isRight } from './damm.js'

/** The first request of a deployment; numbers have at least six digits and the check digit. */
export const FIRST_NUMBER = 100_000
export const BLOCK_SIZE = 100

export interface NumberBlock {
  /** Both included. */
  readonly from: number
  readonly to: number
}

/** `100001` → `R-1000015`: the last digit checks the others. */
export function formatNumber(number: number): string {
  return `R-${number}${checkDigit(String(number))}`
}

/**
 * The number in the form everybody knows it by, however it was typed: any case, spaces, dash or none, with or without the R.
 * Nothing where the text is no number of ours, or a digit is wrong or two are swapped.
 */
export function parseNumber(text: string): string | undefined {
  const digits = /^R?[-–—]?(\d{7,16})$/.exec(text.toUpperCase().replace(/[\s\u00a0]/g, ''))?.[1]
  if (digits === undefined || digits.startsWith('0') || !isRight(digits)) return undefined
  return `R-${digits}`
}

/** Every number of ours in a text, in order, each once. Here the R is needed: other digits abound in text. */
export function numbersIn(text: string): readonly string[] {
  const found = [...text.matchAll(/(?<![\p{L}\p{N}])R[-–—\s]?(\d{7,16})(?![\p{L}\p{N}])/giu)]
  return [...new Set(found.map(([match]) => parseNumber(match)).filter((number) => number !== undefined))]
}

/** Block N of the stream of request numbers; N is the revision of the event that takes it. */
export function numberBlock(revision: number): NumberBlock {
  const from = FIRST_NUMBER + revision * BLOCK_SIZE
  return { from, to: from + BLOCK_SIZE - 1 }
}
