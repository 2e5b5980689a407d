import { randomBytes } from 'node:crypto'

/** To ask the generator costs some microseconds, however little is wanted. */
const DRAWN_AT_ONCE = 8_192

let drawn = randomBytes(DRAWN_AT_ONCE)
let given = 0

/** So many bytes (at most 8,192) that nobody can foresee and nobody had before. They share memory with others: for what is soon written elsewhere, not for what is kept. */
export function freshBytes(length: number): Buffer {
  if (length > DRAWN_AT_ONCE) throw new RangeError(`At most ${DRAWN_AT_ONCE} bytes at a time, not ${length}.`)
  if (given + length > DRAWN_AT_ONCE) {
    drawn = randomBytes(DRAWN_AT_ONCE)
    given = 0
  }
  given += length
  return drawn.subarray(given - length, given)
}
