import { eventLogContract } from '@spoc/platform-port-contracts'
import { Scratch } from '../../test/scratch.js'
import { openEmbeddedEventLog } from './event-log.js'

describe('the embedded event log', () =>
  eventLogContract(async () => {
    const scratch = await Scratch.open(openEmbeddedEventLog)
    return {
      get log() {
        return scratch.engine
      },
      reopen: () => scratch.reopen(),
      crash: () => scratch.crash(),
      close: () => scratch.close(),
    }
  }))
