import { documentsContract } from '@spoc/platform-port-contracts'
import { Scratch } from '../../test/scratch.js'
import { openEmbeddedDocuments } from './documents.js'

describe('the embedded documents', () =>
  documentsContract(async () => {
    const scratch = await Scratch.open(openEmbeddedDocuments)
    return {
      get documents() {
        return scratch.engine
      },
      reopen: () => scratch.reopen(),
      crash: () => scratch.crash(),
      close: () => scratch.close(),
    }
  }))
