import type { Instant } from '@spoc/platform-kernel'
import type { Pause } from './clock.events.js'

export function standing(pauses: readonly Pause[]): 'paused' | 'running' {
  return pauses.some((pause) => pause.to === undefined) ? 'paused' : 'running'
}

/** Open pauses end at `at`, or where they began if that is later. */
export function ended(pauses: readonly Pause[], at: Instant): readonly Pause[] {
  return pauses.map((pause) => (pause.to === undefined ? { ...pause, to: at > pause.from ? at : pause.from } : pause))
}
