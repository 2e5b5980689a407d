import type { AccountEvent } from '@spoc/directory-contracts'
import type { CollectionKind } from '@spoc/platform-ports'
import { projector } from '@spoc/platform-runtime'

export interface NamedAccountDocument {
  readonly _id: string
  readonly name: string
}

export const NAMED_ACCOUNTS: CollectionKind = { name: 'reporting_accounts', indexes: [], holds: 'view' }

const idOf = (stream: string) => stream.slice('account-'.length)

export const namedAccounts = projector<NamedAccountDocument, AccountEvent>({
  collection: NAMED_ACCOUNTS,
  version: 1,
  on: {
    'directory.account-registered.v1': ({ stream, data: { name } }, into) =>
      into.put(idOf(stream), () => ({ _id: idOf(stream), name })),
    'directory.account-changed.v1': ({ stream, data: { name } }, into) =>
      into.put(idOf(stream), () => ({ _id: idOf(stream), name })),
  },
})
