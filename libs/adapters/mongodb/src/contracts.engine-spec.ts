import { blobsContract, documentsContract, keysContract } from '@spoc/platform-port-contracts'
import { blobsHarness } from '../test/blobs-harness.js'
import { documentsHarness } from '../test/documents-harness.js'
import { keysHarness } from '../test/keys-harness.js'

describe('MongoDB', () => {
  documentsContract(documentsHarness)
  blobsContract(blobsHarness)
  keysContract(keysHarness)
})
