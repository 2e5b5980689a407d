import type { EventContract } from '@spoc/platform-kernel'
import type { AnyTimed } from './timed.js'
import type { AnyProjector } from './projector.js'
import type { AnyReaction } from './reaction.js'

/** What a context does without being asked: its read models, its automations, and what it does in time. */
export interface Automation {
  readonly contract: EventContract
  readonly projectors: readonly AnyProjector[]
  readonly reactions: readonly AnyReaction[]
  readonly timed: readonly AnyTimed[]
}
