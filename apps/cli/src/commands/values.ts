import { InvalidArgumentError } from 'commander'

const MOST = 100_000

/** How many at most: 1 to 100,000. */
export function atMost(text: string): number {
  const number = Number(text)
  if (!/^\d+$/.test(text) || number < 1 || number > MOST) throw new InvalidArgumentError(`It is a number from 1 to ${MOST}.`)
  return number
}

/** A place in a stream: 0 or more. */
export function revision(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It is a whole number, 0 or more.')
  return Number(text)
}
