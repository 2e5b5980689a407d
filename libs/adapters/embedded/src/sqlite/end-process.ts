import type { EngineUnavailable } from '@spoc/platform-ports'

/** Ends the process with what has failed and what to do as its last words, once those who wait have been told: what only a new start can mend is not to look alive. */
export function endProcess(failure: EngineUnavailable): void {
  setImmediate(() => {
    const what = `The disk failed to keep what was written (${failure.engine}).`
    throw new Error(
      `${what} Whatever was not acknowledged is in doubt. Look after the disk, then start again: that finds what is there.`,
      {
        cause: failure.cause,
      },
    )
  })
}
