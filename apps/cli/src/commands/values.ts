import { InvalidArgumentError } from 'commander'

const MOST = 100_000

/** How many at most: 1 to 100,000. */
export function atMost(text: string): number {
  const number = Number(text)
  if (!/^\d+$/.test(text) || number < 1 || number > MOST) throw new InvalidArgumentError(`It is a number from 1 to ${MOST}.`)
  return number
}
