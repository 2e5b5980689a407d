import type { Collection, CollectionKind, Documents } from '@spoc/platform-ports'
import type { View, Views } from '@spoc/platform-runtime'
import { accountsOf, clientRoles, type Principal, type Role } from '../principal.js'
import type { Issuer } from './issuer.js'
import { rolesTold, type Claims } from './roles-told.js'
import { subjectId, SUBJECTS, type SubjectDocument } from './subjects.js'

/** The published read model of people, as far as access goes. */
interface PersonAccess {
  readonly _id: string
  readonly state: string
  readonly roles: readonly Role[]
  readonly accountIds: readonly string[]
  readonly contactId?: string
}

/** Published by identity, which makes its indexes. */
const PEOPLE: CollectionKind = { name: 'identity_people', indexes: [], holds: 'view' }

const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/

/** Our own tokens have no dots. */
export function isJwt(token: string): boolean {
  return JWT.test(token)
}

/** People who call with an access token of the identity provider. They have signed in here once, which made them known. */
export class Bearers {
  private constructor(
    private readonly issuer: Issuer,
    private readonly subjects: Collection<SubjectDocument>,
    private readonly people: View<PersonAccess>,
  ) {}

  static async open(documents: Documents, views: Views, issuer: Issuer): Promise<Bearers> {
    return new Bearers(issuer, await documents.collection<SubjectDocument>(SUBJECTS), views.of<PersonAccess>(PEOPLE))
  }

  /** Nobody where the token is not good, or its subject has not signed in here. Refused: `identity-provider-away` 503. */
  async whoBears(token: string): Promise<Principal | undefined> {
    const claims = await this.issuer.readBearer(token)
    if (claims?.iss === undefined || claims.sub === undefined) return undefined
    const subject = await this.subjects.get(subjectId(claims.iss, claims.sub))
    const person = subject && (await this.people.get(subject.personId))
    return person === undefined || person.state !== 'active' ? undefined : this.principalOf(person, claims)
  }

  private principalOf(person: PersonAccess, claims: Claims): Principal {
    return {
      kind: 'person',
      id: person._id,
      roles: this.rolesNow(person, claims),
      scopes: [],
      accounts: accountsOf(person),
      ...(person.contactId === undefined ? {} : { contactId: person.contactId }),
    }
  }

  /** Roles that person and token both tell: who lost one at the identity provider has lost it here with the next token. A client's are ours alone to give. */
  private rolesNow({ roles }: PersonAccess, claims: Claims): Principal['roles'] {
    const { config } = this.issuer
    const told = config === undefined ? [] : rolesTold(claims, config)
    return roles.filter((role) => clientRoles.includes(role) || told.includes(role))
  }
}
