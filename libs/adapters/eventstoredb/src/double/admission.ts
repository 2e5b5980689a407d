import type { EventEmitter } from 'node:events'
import type { Metadata, sendUnaryData, ServiceError } from '@grpc/grpc-js'
import type { Membership } from './membership.js'
import { notLeader, notReady } from './refusals.js'

interface WithMetadata {
  readonly metadata: Metadata
}

export interface Calls {
  readonly made: number
  /** Of them, those that asked for the leader of the cluster. */
  readonly requiringLeader: number
}

const NONE: Calls = { made: 0, requiringLeader: 0 }

/** Counts the calls, and turns away those that want the leader where this node is not it. */
export class Admission {
  private readonly calls = new Map<string, Calls>()

  constructor(private readonly membership: () => Membership) {}

  callsOf(method: string): Calls {
    return this.calls.get(method) ?? NONE
  }

  /** A method with one answer. */
  answered<Call extends WithMetadata, Answer>(method: string, handle: (call: Call, answer: sendUnaryData<Answer>) => void) {
    return (call: Call, answer: sendUnaryData<Answer>): void => {
      const refused = this.refused(method, call)
      if (refused) answer(refused)
      else handle(call, answer)
    }
  }

  /** A method that answers with a stream. */
  streamed<Call extends WithMetadata & EventEmitter>(method: string, handle: (call: Call) => void) {
    return (call: Call): void => {
      const refused = this.refused(method, call)
      if (refused) call.emit('error', refused)
      else handle(call)
    }
  }

  private refused(method: string, { metadata }: WithMetadata): ServiceError | undefined {
    const requiresLeader = metadata.get('requires-leader')[0] === 'true'
    const { made, requiringLeader } = this.callsOf(method)
    this.calls.set(method, { made: made + 1, requiringLeader: requiringLeader + (requiresLeader ? 1 : 0) })
    return this.elsewhere({ metadata })
  }

  /** What a call that asks for the leader is told where this node is not it, or is it no more. */
  elsewhere({ metadata }: WithMetadata): ServiceError | undefined {
    const { self, leader } = this.membership()
    if (metadata.get('requires-leader')[0] !== 'true' || leader?.port === self.port) return undefined
    return leader ? notLeader(leader.port) : notReady()
  }
}
