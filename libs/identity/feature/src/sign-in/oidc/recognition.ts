import { ForbiddenException, Injectable } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { personFacts, type Role } from '@spoc/identity-contracts'
import { changeRoles, isClientRole } from '@spoc/identity-domain'
import { idOf, type Given } from '@spoc/platform-kernel'
import { AddressHash } from '@spoc/platform-nest'
import { Streams } from '@spoc/platform-runtime'
import { RegisterPerson } from '../../write/register-person.js'
import { Sessions } from '../sessions.js'
import { Links } from './links.js'

/** Whom the identity provider vouches for. */
export interface Vouched {
  readonly issuer: string
  readonly subject: string
  readonly name: string | undefined
  /** Only where the identity provider says that it is verified. */
  readonly verifiedEmail: string | undefined
  /** Of the provider's own people; none is given from a claim to a client's. */
  readonly roles: readonly Role[]
}

const refused = (code: string, message: string) => new ForbiddenException({ code, message })

/** Makes a person of ours of whom the identity provider vouches for: known by the link or the verified address, or new; with the roles of today. */
@Injectable()
export class Recognition {
  constructor(
    private readonly streams: Streams,
    private readonly commands: CommandBus,
    private readonly addresses: AddressHash,
    private readonly sessions: Sessions,
    private readonly links: Links,
  ) {}

  /**
   * Tells the person's id. Refused, all 403 but the last: `email-not-verified`, `no-role-for-you`, `person-of-a-client`, `person-disabled`,
   * `linked-to-another` 409.
   */
  async recognise(vouched: Vouched, given: Given): Promise<string> {
    const { issuer, subject, verifiedEmail, roles } = vouched
    const linked = await this.links.personOf(issuer, subject)
    if (linked === undefined && verifiedEmail === undefined)
      throw refused('email-not-verified', 'Your company’s sign-in tells no verified e-mail address of you.')
    const personId: string = linked ?? idOf('person', this.addresses.of(verifiedEmail ?? ''))
    const { state: person } = await this.streams.load(personFacts, personId)
    if (person.is === 'disabled') throw refused('person-disabled', 'You no longer sign in here.')
    const isClients = person.is === 'active' && person.roles.every(isClientRole)
    await this.checkRoles(personId, roles, isClients)
    if (person.is === 'unknown') await this.register(vouched, given)
    await this.links.link(issuer, subject, personId)
    if (isClients) return personId
    await this.streams.change(personFacts, personId, given, (now) => changeRoles(now, { personId, roles, accountIds: [] }, given))
    await this.sessions.endOthersThan(personId, roles)
    return personId
  }

  private async register({ name, verifiedEmail: email = '', roles }: Vouched, given: Given): Promise<void> {
    await this.commands.execute(new RegisterPerson({ name: name ?? email, email, roles, accountIds: [] }, undefined, given))
  }

  /** Whoever has lost all roles at the identity provider is signed out here, too. */
  private async checkRoles(personId: string, told: readonly Role[], isClients: boolean): Promise<void> {
    if (isClients && told.length > 0)
      throw refused('person-of-a-client', 'You are known here as a client’s; your company’s sign-in tells roles of the provider.')
    if (isClients || told.length > 0) return
    await this.sessions.endAllOf(personId)
    throw refused('no-role-for-you', 'Your company’s sign-in tells no role that you have here. Ask who administers it.')
  }
}
