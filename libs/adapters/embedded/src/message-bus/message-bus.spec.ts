import { messageBusContract } from '@spoc/platform-port-contracts'
import { Scratch } from '../../test/scratch.js'
import { openEmbeddedBus } from './message-bus.js'

describe('the embedded message bus', () =>
  messageBusContract(async () => {
    const scratch = await Scratch.open(openEmbeddedBus)
    return {
      get bus() {
        return scratch.engine
      },
      reopen: () => scratch.reopen(),
      crash: () => scratch.crash(),
      close: () => scratch.close(),
    }
  }))
