import { Injectable } from '@nestjs/common'
import {
  ACCOUNTS,
  CONTACTS_PERSONAL,
  SERVICES,
  type AccountDocument,
  type PersonalContactDocument,
  type ServiceDocument,
} from '@spoc/directory-contracts'
import { PEOPLE_PERSONAL, type PersonalPersonDocument } from '@spoc/identity-contracts'
import { TEAM_NAMES, type TeamNameDocument } from '@spoc/intake-contracts'
import type { CollectionKind } from '@spoc/platform-ports'
import { Views } from '@spoc/platform-runtime'

type ById<Doc> = ReadonlyMap<string, Doc>
type Ids = readonly (string | undefined)[]

/** Names are joined on reading, from the collections of those who own them: so a change or an erasure there shows at once. */
@Injectable()
export class Names {
  constructor(private readonly views: Views) {}

  accounts(ids: Ids): Promise<ById<AccountDocument>> {
    return this.read(ACCOUNTS, ids)
  }

  contacts(ids: Ids): Promise<ById<PersonalContactDocument>> {
    return this.read(CONTACTS_PERSONAL, ids)
  }

  services(ids: Ids): Promise<ById<ServiceDocument>> {
    return this.read(SERVICES, ids)
  }

  people(ids: Ids): Promise<ById<PersonalPersonDocument>> {
    return this.read(PEOPLE_PERSONAL, ids)
  }

  teams(ids: Ids): Promise<ById<TeamNameDocument>> {
    return this.read(TEAM_NAMES, ids)
  }

  private async read<Doc extends { readonly _id: string }>(kind: CollectionKind, ids: Ids): Promise<ById<Doc>> {
    const wanted = [...new Set(ids.filter((id) => id !== undefined))]
    if (wanted.length === 0) return new Map()
    return new Map((await this.views.of<Doc>(kind).getMany(wanted)).map((found) => [found._id, found]))
  }
}
