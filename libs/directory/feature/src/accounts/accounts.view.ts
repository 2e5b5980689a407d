import { ACCOUNTS, type AccountDetails, type AccountDocument, type AccountEvent } from '@spoc/directory-contracts'
import { projector } from '@spoc/platform-runtime'

const idOf = (stream: string) => stream.slice('account-'.length)

export const accounts = projector<AccountDocument, AccountEvent>({
  collection: ACCOUNTS,
  version: 1,
  on: {
    'directory.account-registered.v1': ({ stream, data }, into) => into.put(idOf(stream), () => document(idOf(stream), data)),
    'directory.account-changed.v1': ({ stream, data }, into) =>
      into.put(idOf(stream), (found) => ({
        ...document(idOf(stream), data),
        ...(found?.arrangement && { arrangement: found.arrangement }),
      })),
    'directory.spoc-arranged.v1': ({ stream, data }, into) =>
      into.put(idOf(stream), (found) => found && { ...found, arrangement: data.arrangement }),
  },
})

function document(_id: string, details: AccountDetails): AccountDocument {
  return { _id, nameKey: details.name.toLowerCase(), ...details }
}
