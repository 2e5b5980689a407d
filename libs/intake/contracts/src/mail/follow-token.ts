import type { Sign } from './thread-token.js'

/** What the links by which a client follows a request without an account are signed for. */
export const FOLLOW_PURPOSE = 'follow'

/** `<requestId>.<signature>`, as it stands at the end of `/follow/…`. */
export function followToken(requestId: string, sign: Sign): string {
  return `${requestId}.${sign(FOLLOW_PURPOSE, requestId)}`
}

/** The parts of such a token; whether it is one, the signature tells. */
export function readFollowToken(token: string): { readonly requestId: string; readonly signature: string } | undefined {
  const [, requestId, signature] = /^([0-9a-f-]{36})\.([a-z0-9]{8,64})$/.exec(token) ?? []
  return requestId === undefined || signature === undefined ? undefined : { requestId, signature }
}
