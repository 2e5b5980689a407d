/**
 * Resolves after the client has dealt with a broken connection. In the moments before it has, it would start a call on the channel that
 * it is closing, and an append started there never settles and ends the process by an unhandled rejection.
 */
export function connectionSettled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
