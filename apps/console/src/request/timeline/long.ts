const LINES = 12
const CHARACTERS = 1_200

/** Longer than what one reads in passing. */
export const isLong = (text: string): boolean => text.length > CHARACTERS || text.split('\n').length > LINES
