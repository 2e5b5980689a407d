import { Injectable } from '@nestjs/common'
import { requestFacts, type Request, type RequestEvent } from '@spoc/intake-contracts'
import { followMerges, keyOfWriter, requestStream, type MergeChain, type Message } from '@spoc/intake-domain'
import { Refused, type Changed, type Decision, type Given, type Id } from '@spoc/platform-kernel'
import { maySee, type Principal } from '@spoc/platform-nest'
import { Streams, type FactsReader } from '@spoc/platform-runtime'
import { unknownRequest } from '../../unknown-request.js'
import { WrittenTexts } from '../../written-texts.js'
import type { SaidOn } from './said.js'

/** Merges may happen while somebody writes; nobody writes through more of them at once. */
const MOST_MERGES = 8

export interface Conversation {
  readonly changed: Changed
  readonly requestId: Id<'request'>
}

/** Adds what is said to the conversation where it goes on: of merged requests, in the last survivor. */
@Injectable()
export class Conversations {
  constructor(
    private readonly streams: Streams,
    private readonly texts: WrittenTexts,
  ) {}

  /** Refused: `request-unknown`. */
  async find(requestId: Id<'request'>): Promise<MergeChain> {
    const chain = await followMerges(requestId, async (id) => (await this.streams.load(requestFacts, id)).state)
    if (chain === undefined) throw new Refused(unknownRequest())
    return chain
  }

  /** Refused: `request-unknown`, for one that the caller may not see, or that goes on where the caller may not see it. */
  async mustSee(requestId: Id<'request'>, principal: Principal): Promise<void> {
    const { requests } = await this.find(requestId)
    if (!requests.every(({ accountId }) => maySee(principal, accountId))) throw new Refused(unknownRequest())
  }

  /** What was said already, before a merge too, is not said again. */
  async add(
    said: SaidOn,
    given: Given,
    decide: (request: Request, message: Message, facts: FactsReader) => Decision<RequestEvent> | Promise<Decision<RequestEvent>>,
    ifRevision?: number,
  ): Promise<Conversation> {
    for (let attempt = 1; ; attempt += 1) {
      const { survivorId: requestId, requests } = await this.find(said.requestId)
      const before = requests.some(({ messageIds }) => messageIds.includes(said.messageId))
      const message = { ...said, requestId, text: await this.texts.keep(said.text, keyOfWriter(requestId, given)) }
      try {
        const changed = await this.streams.change(
          requestStream,
          requestId,
          given,
          (request, facts) => (request.is === 'unknown' ? unknownRequest() : before ? [] : decide(request, message, facts)),
          ifRevision === undefined || requestId !== said.requestId ? {} : { ifRevision },
        )
        return { changed, requestId }
      } catch (error) {
        if (attempt >= MOST_MERGES || !(error instanceof Refused) || error.refusal.refused !== 'request-merged') throw error
      }
    }
  }
}
