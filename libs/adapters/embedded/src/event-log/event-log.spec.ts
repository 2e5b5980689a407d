import { eventLogContract } from '@spoc/platform-port-contracts'
import { Scratch } from '../../test/scratch.js'
import { openEmbeddedEventLog } from './event-log.js'

describe('the embedded event log', () => eventLogContract(async () => (await Scratch.open(openEmbeddedEventLog)).as('log')))
