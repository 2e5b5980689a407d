import { Injectable } from '@nestjs/common'
import type { AccessEvent } from '@spoc/audit-contracts'
import { accessStream, recordAccess } from '@spoc/audit-domain'
import { refuse, Refused, type Changed, type Given, type Recorded } from '@spoc/platform-kernel'
import type { Principal, Role } from '@spoc/platform-nest'
import { Opener, Streams } from '@spoc/platform-runtime'

const opening: readonly Role[] = ['auditor', 'admin', 'manager']

/** Puts on record who looks at what, before it is shown, and shows personal fields to whom they may be shown. */
@Injectable()
export class Auditing {
  constructor(
    private readonly streams: Streams,
    private readonly opener: Opener,
  ) {}

  /** The position is that of the record: what was acknowledged before stands before it. Refused: `not-allowed`. */
  async record(access: AccessEvent['data'], given: Given, principal: Principal): Promise<Changed> {
    if (principal.accounts !== 'all')
      throw new Refused(refuse('not-allowed', 'The whole record is for the provider and its auditors.'))
    // Looking again under the same Idempotency-Key is looking again.
    const { idempotency: _, ...look } = given
    return this.streams.change(accessStream, access.subject, look, (known) => recordAccess(known, access))
  }

  /** The data as the caller may see it: opened, or sealed as it is stored. */
  async dataOf(event: Recorded, principal: Principal): Promise<unknown> {
    const mayOpen = principal.roles.some((role) => opening.includes(role))
    return mayOpen ? (await this.opener.open(event)).data : event.data
  }
}
