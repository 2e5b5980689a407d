import { BadCursor, DuplicateKey, EngineUnavailable, type GuardedWrite } from '@spoc/platform-ports'

/** A question to the thread: its number, the collection it is about (0: all of them), what is asked, and its arguments as JSON. */
export type Asked = readonly [number: number, of: number, what: string, given: string]

/** The answer to it as JSON, nothing for undefined; or what was thrown. */
export type Answered =
  readonly [number: number, text: string | undefined] | readonly [number: number, text: string | undefined, Thrown]

/** The number of what is told though nobody asked: what failed, and how. */
export const UNASKED = 0

/** An error on its way to another thread. */
export interface Thrown {
  readonly name: string
  readonly message: string
  readonly stack: string
  /** What the errors of the port carry, in the order in which they are made. */
  readonly made: readonly string[]
}

/** A guarded write as JSON can say it. */
export type WrittenWrite<Doc> = Omit<GuardedWrite<Doc>, 'position'> & { readonly position: string }

export function writeDown<Doc>(write: GuardedWrite<Doc>): WrittenWrite<Doc> {
  return { ...write, position: String(write.position) }
}

export function readBack<Written extends { readonly position: string }>(written: Written) {
  return { ...written, position: BigInt(written.position) }
}

export function thrown(error: unknown): Thrown {
  const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error))
  return { name, message, stack, made: madeOf(error) }
}

/** The error as the port promises it. */
export function thrownAgain({ name, message, stack, made: [one = '', other = ''] }: Thrown): Error {
  switch (name) {
    case 'EngineUnavailable':
      return new EngineUnavailable('documents', one)
    case 'DuplicateKey':
      return new DuplicateKey(one, other)
    case 'BadCursor':
      return new BadCursor()
    case 'RangeError':
      return Object.assign(new RangeError(message), { stack })
    default:
      return Object.assign(new Error(message), { name, stack })
  }
}

function madeOf(error: unknown): readonly string[] {
  if (error instanceof EngineUnavailable) return [error.cause instanceof Error ? error.cause.message : String(error.cause)]
  if (error instanceof DuplicateKey) return [error.collection, error.id]
  return []
}
