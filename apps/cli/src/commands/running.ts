import type { Command } from 'commander'
import { exitCodes, type Io } from '../io.js'
import type { Platform } from '../platform/platform.js'
import { asWhoAsks } from '../platform/signing-in.js'

/** One run of the command line: what it says, and what it ends with. */
export class Run {
  private ended: number = exitCodes.fine

  constructor(readonly io: Io) {}

  get exitCode(): number {
    return this.ended
  }

  end(code: number): void {
    this.ended = code
  }

  /** Shows an answer: as JSON where the caller wants that, else in words. */
  show(command: Command, answer: unknown, inWords: () => string): void {
    this.io.write(isJsonWanted(command) ? `${JSON.stringify(answer, undefined, 2)}\n` : inWords())
  }

  /** Asks the platform in the caller's name. */
  ask<T>(command: Command, work: (platform: Platform) => Promise<T>): Promise<T> {
    const { environment, fetch } = this.io
    const { url, token, email } = command.optsWithGlobals<{ url?: string; token?: string; email?: string }>()
    const ownToken = token ?? (email === undefined ? environment['SPOC_TOKEN'] : undefined)
    const who = {
      url: url ?? environment['SPOC_PUBLIC_URL'] ?? 'http://127.0.0.1:3000',
      ...(ownToken === undefined ? {} : { token: ownToken }),
      ...(email === undefined ? {} : { email }),
    }
    return asWhoAsks(who, environment['SPOC_PASSWORD'], fetch, work)
  }
}

function isJsonWanted(command: Command): boolean {
  return command.optsWithGlobals<{ json?: boolean }>().json === true
}
