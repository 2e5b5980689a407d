import type { Personal } from '@spoc/platform-kernel'

export interface Failed {
  readonly is: 'failed'
  /** A code without personal data: `smtp-451`, `http-503`, `timeout`, `connection-refused`. */
  readonly error: string
  /** What the peer answered, which may name people. */
  readonly answer?: Personal<string>
  /** Trying again is useless. */
  readonly final: boolean
  /** Nobody answered at all: whoever else waits for the same peer need not try now. */
  readonly peerIsAway?: boolean
}

/** How an attempt ended; `unwanted`: it was suppressed while it waited for its turn, and not made. */
export type Outcome = { readonly is: 'sent' } | { readonly is: 'unwanted' } | Failed

const codes: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection-refused',
  ECONNRESET: 'connection-lost',
  EPIPE: 'connection-lost',
  ENOTFOUND: 'host-unknown',
  EAI_AGAIN: 'host-unknown',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
}

/** The code of an error of the network, wherever in its causes it stands. */
export function networkError(error: unknown): string {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause.name === 'TimeoutError') return 'timeout'
    const code = 'errno' in cause || 'code' in cause ? codes[String('code' in cause ? cause.code : '')] : undefined
    if (code !== undefined) return code
    const named = /\b(ECONNREFUSED|ENOTFOUND|ETIMEDOUT|ECONNRESET)\b/.exec(cause.message)?.[1]
    if (named !== undefined) return codes[named] ?? 'unreachable'
  }
  return 'unreachable'
}
