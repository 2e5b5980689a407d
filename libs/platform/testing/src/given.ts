import { isRefusal, type Decision, type Fact, type StreamKind } from '@spoc/platform-kernel'

export interface Outcome<E extends Fact> {
  /** Exactly these facts, in this order. */
  then(...facts: readonly E[]): void
  thenNothing(): void
  thenRefused(code: string, field?: string): void
}

/** Given facts, when asked, then facts or a refusal: `given(engagementStream)(offered()).when((engagement) => accept(engagement)).then(accepted())`. */
export function given<State, E extends Fact>(kind: StreamKind<State, E>) {
  return (...facts: readonly E[]) => ({
    when(decide: (state: State) => Decision<E>): Outcome<E> {
      const decision = decide(facts.reduce(kind.evolve, kind.initial))
      return {
        then: (...expected) => expect(decision).toEqual(expected),
        thenNothing: () => expect(decision).toEqual([]),
        thenRefused: (code, field) => {
          expect(isRefusal(decision)).toBe(true)
          expect(decision).toMatchObject(field === undefined ? { refused: code } : { refused: code, field })
        },
      }
    },
  })
}
