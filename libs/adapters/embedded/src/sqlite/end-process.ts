import type { EngineUnavailable } from '@spoc/platform-ports'

/** Ends the process, with what has failed as its last words, once those who wait have been told: what only a new start can mend is not to look alive. */
export function endProcess(failure: EngineUnavailable): void {
  setImmediate(() => {
    throw failure
  })
}
