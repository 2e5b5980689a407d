import { CONTACTS, type ContactDocument } from '@spoc/directory-contracts'
import type { Filter } from '@spoc/platform-ports'
import type { Views } from '@spoc/platform-runtime'

const CONTACTS_A_PAGE = 200

/** Finds whom of an account to look at; who has which right, their streams say. */
export class AccountContacts {
  constructor(private readonly views: Views) {}

  of(accountId: string): Promise<readonly string[]> {
    return this.all({ accountIds: accountId })
  }

  thatEscalate(accountId: string): Promise<readonly string[]> {
    return this.all({ escalatesAt: accountId })
  }

  private async all(filter: Filter): Promise<readonly string[]> {
    const found: string[] = []
    let cursor: string | undefined
    do {
      const page = await this.views
        .of<ContactDocument>(CONTACTS)
        .find({ filter, limit: CONTACTS_A_PAGE, ...(cursor === undefined ? {} : { cursor }) })
      found.push(...page.items.map(({ _id }) => _id))
      cursor = page.next
    } while (cursor !== undefined)
    return found
  }
}
