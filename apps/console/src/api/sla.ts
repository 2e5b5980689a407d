import { read } from './client.js'

/** One stretch of the account of a clock: whether it counted, and why. */
export interface ExplanationLine {
  readonly from: string
  readonly to: string
  readonly ms: number
  readonly counts: boolean
  readonly because: { readonly is: string; readonly name?: string; readonly reason?: string; readonly party?: string }
}

export interface ClockExplanation {
  readonly clock: string
  readonly state: string
  readonly zone: string
  readonly targetMs: number
  readonly countedMs: number
  readonly pausedMs: number
  readonly closedMs: number
  /** Below 0: what the target was exceeded by. */
  readonly remainingMs: number
  readonly dueAt?: string
  readonly policy: {
    readonly policyId: string
    readonly revision: number
    readonly scope: { readonly serviceClass: string; readonly priority: string; readonly kind: string }
  }
  readonly calendar: { readonly calendarId: string; readonly revision: number }
  readonly lines: readonly ExplanationLine[]
}

export interface Explanation {
  readonly at: string
  readonly clocks: readonly ClockExplanation[]
}

/** Read from the log itself, up to now. */
export const readExplanation = (requestId: string, signal?: AbortSignal) =>
  read<Explanation>(`/api/v1/clocks/${encodeURIComponent(requestId)}/explanation`, {}, signal)
