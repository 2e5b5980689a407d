/** An expected "no": a code that never changes, a sentence for a person, and the field it is about where there is one. */
export interface Refusal {
  readonly refused: string
  readonly message: string
  readonly field?: string
}

export function refuse(code: string, message: string, field?: string): Refusal {
  return field === undefined ? { refused: code, message } : { refused: code, message, field }
}

export function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === 'object' && answer !== null && 'refused' in answer
}

/** Carries a refusal up to the one place that turns it into an answer for the caller. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(`${refusal.refused}: ${refusal.message}`)
    this.name = 'Refused'
  }
}

/** Closes a switch over a union: a member that is added and not handled no longer compiles. */
export function unreachable(value: never): never {
  throw new Error(`Not handled: ${JSON.stringify(value)}`)
}

/** Closes the switch of a fold: a member that is added and not handled no longer compiles, and what a newer release has written changes nothing. */
export function passOver<State>(state: State, _event: never): State {
  return state
}
