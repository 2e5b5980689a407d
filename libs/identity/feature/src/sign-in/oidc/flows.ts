import { Inject, Injectable } from '@nestjs/common'
import { plusMs, refuse, Refused, type Instant } from '@spoc/platform-kernel'
import { CLOCK, DOCUMENTS, hashToken, newToken } from '@spoc/platform-nest'
import type { Clock, CollectionKind, Documents } from '@spoc/platform-ports'

/** A sign-in that is under way. `_id` is the SHA-256 of the token in the browser's cookie, so that any replica can finish it, for that browser alone. */
interface FlowDocument {
  readonly _id: string
  readonly state: string
  readonly nonce: string
  /** Of PKCE (RFC 7636): proves to the identity provider that who began is who finishes. */
  readonly verifier: string
  readonly returnTo: string
  readonly expiresAt: Instant
}
export type Flow = Omit<FlowDocument, '_id' | 'expiresAt'>

const FLOWS: CollectionKind = { name: 'identity_oidc_flows', indexes: [{ fields: ['expiresAt'] }], holds: 'state' }

export const FLOW_LASTS_MS = 10 * 60_000
const MOST_SWEPT = 1_000

/** Sign-ins under way; each is finished once, within ten minutes. */
@Injectable()
export class Flows {
  constructor(
    @Inject(DOCUMENTS) private readonly documents: Documents,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Keeps it, and tells the token for the browser. */
  async begin(flow: Flow): Promise<string> {
    const flows = await this.collection()
    const now = this.clock.now()
    await flows.removeMany({ expiresAt: { $lt: now } }, MOST_SWEPT)
    const token = newToken('flow')
    await flows.insert({ _id: hashToken(token), ...flow, expiresAt: plusMs(now, FLOW_LASTS_MS) })
    return token
  }

  /** Takes it out for good. Refused: `sign-in-not-begun` where it was not begun in this browser or is finished, `sign-in-expired`; both 409. */
  async take(token: string | undefined, state: string | null): Promise<Flow> {
    const flows = await this.collection()
    const flow = token === undefined ? undefined : await flows.get(hashToken(token))
    const isTaken = flow !== undefined && flow.state === state && (await flows.remove(flow._id))
    if (!isTaken)
      throw new Refused(refuse('sign-in-not-begun', 'This sign-in was not begun in this browser, or is finished. Begin again.'))
    if (flow.expiresAt <= this.clock.now())
      throw new Refused(refuse('sign-in-expired', 'This sign-in has taken too long. Begin again.'))
    return flow
  }

  private collection() {
    return this.documents.collection<FlowDocument>(FLOWS)
  }
}
