/** All that a command touches of the world, so that a spec can stand in for it. */
export interface Io {
  readonly write: (text: string) => void
  /** For people, not for pipes. */
  readonly warn: (text: string) => void
  readonly readText: (path: string) => Promise<string>
  readonly writeText: (path: string, text: string) => Promise<void>
  readonly fetch: typeof fetch
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** What a command ends with. */
export const exitCodes = {
  fine: 0,
  /** The platform refused, or a bundle is not whole. */
  refused: 1,
  /** The command was not understood. */
  usage: 2,
  /** The platform cannot be reached, or something is broken. */
  broken: 3,
} as const
