import { readNewest } from './client.js'

/** One stretch of the account of a clock: what counted, what did not, and why. */
export interface ExplanationLine {
  readonly from?: string
  readonly to?: string
  readonly counted?: boolean
  readonly counts?: boolean
  readonly ms?: number
  readonly why?: string
  readonly reason?: string
}

export interface ClockExplanation {
  readonly clock: string
  readonly state?: string
  readonly targetMs?: number
  readonly startedAt?: string
  readonly dueAt?: string
  readonly elapsedMs?: number
  readonly lines?: readonly ExplanationLine[]
}

export interface Explanation {
  readonly clocks?: readonly ClockExplanation[]
}

export const readExplanation = (requestId: string, signal?: AbortSignal) =>
  readNewest<Explanation>(`/api/v1/clocks/${encodeURIComponent(requestId)}/explanation`, {}, signal)
