import { CONTACTS, type ContactDocument } from '@spoc/directory-contracts'
import type { Views } from '@spoc/platform-runtime'

const MOST_CONTACTS = 50

/** Finds whom of an account to look at; who has which right, their streams say. */
export class AccountContacts {
  constructor(private readonly views: Views) {}

  async of(accountId: string): Promise<readonly string[]> {
    const { items } = await this.views
      .of<ContactDocument>(CONTACTS)
      .find({ filter: { accountIds: accountId }, limit: MOST_CONTACTS })
    return items.map(({ _id }) => _id)
  }
}
