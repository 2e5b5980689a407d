export { subjectToken, taggedAddress, threadMessageId, type ThreadToken } from '@spoc/intake-contracts'
import type { ThreadToken } from '@spoc/intake-contracts'
import { parseNumber } from '../number/request-number.js'

/** Whatever looks like a token of ours in a text; whether it is one, the signature tells. */
export function tokensIn(text: string): readonly ThreadToken[] {
  return [...text.matchAll(/(?<![a-z0-9])(r-?\d{7,16})[/.]([a-z0-9]{6,64})(?![a-z0-9])/gi)].flatMap(([, typed, signature]) => {
    const number = parseNumber(typed!)
    return number === undefined ? [] : [{ number, signature: signature!.toLowerCase() }]
  })
}
