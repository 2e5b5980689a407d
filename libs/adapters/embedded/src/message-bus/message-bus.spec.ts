import { messageBusContract } from '@spoc/platform-port-contracts'
import { Scratch } from '../../test/scratch.js'
import { openEmbeddedBus } from './message-bus.js'

describe('the embedded message bus', () => messageBusContract(async () => (await Scratch.open(openEmbeddedBus)).as('bus')))
