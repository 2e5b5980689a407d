import { startDistributed } from './distributed.js'
import { startEmbedded, type StartOptions } from './embedded.js'
import type { Platform } from './platform.js'
import { theRun } from './profile.js'

/** The product in the profile of this run: new, empty, with a first administrator and a clock that stands at {@link STARTS_AT}. */
export function startPlatform(options: StartOptions = {}): Promise<Platform> {
  return theRun().profile === 'embedded' ? startEmbedded(options) : startDistributed(options)
}
