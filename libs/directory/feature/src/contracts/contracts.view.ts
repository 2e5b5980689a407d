import { CONTRACTS, type ContractDocument, type ContractEvent, type ContractTerms } from '@spoc/directory-contracts'
import { projector } from '@spoc/platform-runtime'

const idOf = (stream: string) => stream.slice('contract-'.length)

export const contracts = projector<ContractDocument, ContractEvent>({
  collection: CONTRACTS,
  version: 1,
  on: {
    'directory.contract-signed.v1': ({ stream, data }, into) => into.put(idOf(stream), () => document(idOf(stream), data)),
    'directory.contract-amended.v1': ({ stream, data: { reason: _, ...terms } }, into) =>
      into.put(idOf(stream), () => document(idOf(stream), terms)),
  },
})

function document(_id: string, terms: ContractTerms): ContractDocument {
  return { _id, ...terms }
}
