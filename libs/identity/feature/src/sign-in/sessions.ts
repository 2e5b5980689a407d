import { Inject, Injectable } from '@nestjs/common'
import { personFacts } from '@spoc/identity-contracts'
import { plusMs, refuse, Refused, reveal } from '@spoc/platform-kernel'
import {
  AddressHash,
  CLOCK,
  Credentials,
  DOCUMENTS,
  hashToken,
  newToken,
  SESSIONS,
  type Principal,
  type SessionDocument,
} from '@spoc/platform-nest'
import type { Clock, Documents } from '@spoc/platform-ports'
import { Streams } from '@spoc/platform-runtime'
import { Attempts } from './attempts.js'
import { CREDENTIALS, isPassword, type CredentialDocument } from './passwords.js'

const SESSION_MS = 12 * 60 * 60_000

/** Who signed in, as the console shows it. */
export interface SignedIn {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly roles: readonly string[]
  readonly accountIds: readonly string[]
}

/** `token` is for the cookie alone; it is kept nowhere. */
export interface OpenedSession {
  readonly token: string
  readonly person: SignedIn
  readonly lastsMs: number
}

/** Opens and ends sessions of people. They lie in the documents, so that every replica knows them. */
@Injectable()
export class Sessions {
  /** Failed sign-ins of an address, so that a password cannot be guessed by trying. */
  private readonly attempts = new Attempts({ most: 10, withinMs: 15 * 60_000, wait: 'a quarter of an hour' })

  constructor(
    @Inject(DOCUMENTS) private readonly documents: Documents,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly streams: Streams,
    private readonly addresses: AddressHash,
    private readonly credentials: Credentials,
  ) {}

  /** Refused: `sign-in-failed`, whatever was wrong. */
  async open(email: string, password: string): Promise<OpenedSession> {
    const emailHash = this.addresses.of(email)
    this.attempts.check(emailHash)
    const credential = await (await this.documents.collection<CredentialDocument>(CREDENTIALS)).get(emailHash)
    const right = credential !== undefined && (await isPassword(password, credential.password))
    const { state: person } = right ? await this.streams.load(personFacts, credential.personId) : { state: personFacts.initial }
    if (!right || person.is !== 'active') {
      this.attempts.count(emailHash)
      throw new Refused(refuse('sign-in-failed', 'The address or the password is not right.'))
    }
    this.attempts.forget(emailHash)
    return this.openFor(credential.personId)
  }

  /** Of a person who has shown who they are. Refused: `person-unknown` 404, `person-disabled` 409. */
  async openFor(personId: string): Promise<OpenedSession> {
    const { state: person } = await this.streams.load(personFacts, personId)
    if (person.is === 'unknown') throw new Refused(refuse('person-unknown', 'There is no such person.'))
    if (person.is === 'disabled') throw new Refused(refuse('person-disabled', 'This person no longer signs in.'))
    const token = newToken('ses')
    const sessions = await this.documents.collection<SessionDocument>(SESSIONS)
    const { roles, accountIds, contactId } = person
    await sessions.insert({
      _id: hashToken(token),
      personId,
      roles,
      accountIds,
      ...(contactId === undefined ? {} : { contactId }),
      expiresAt: plusMs(this.clock.now(), SESSION_MS),
    })
    return { token, person: await this.describe(personId), lastsMs: SESSION_MS }
  }

  async describe(personId: string): Promise<SignedIn> {
    const { state: person } = await this.streams.load(personFacts, personId)
    if (person.is === 'unknown') throw new Refused(refuse('person-unknown', 'There is no such person.'))
    const { roles, accountIds } = person
    return { id: personId, name: reveal(person.name, 'erased'), email: reveal(person.email, 'erased'), roles, accountIds }
  }

  async end({ session }: Principal): Promise<void> {
    if (session === undefined) return
    await (await this.documents.collection<SessionDocument>(SESSIONS)).remove(session)
    this.credentials.forget(session)
  }

  /** Ends every session of a person whose access has changed. */
  async endAllOf(personId: string): Promise<void> {
    await this.endWhere(personId, () => true)
  }

  /** Ends the sessions that were opened with other roles; asked at each sign-in, so that one that was cut short is made up for. */
  async endOthersThan(personId: string, roles: readonly string[]): Promise<void> {
    const told = [...roles].sort().join()
    await this.endWhere(personId, (session) => [...session.roles].sort().join() !== told)
  }

  private async endWhere(personId: string, isMeant: (session: SessionDocument) => boolean): Promise<void> {
    const sessions = await this.documents.collection<SessionDocument>(SESSIONS)
    const { items } = await sessions.find({ filter: { personId }, limit: 1000 })
    for (const { _id } of items.filter(isMeant)) {
      await sessions.remove(_id)
      this.credentials.forget(_id)
    }
  }
}
