import { messageBusContract } from '@spoc/platform-port-contracts'
import { kafkaHarness } from '../test/harness.js'
import { powerCut } from '../test/outage.js'

describe('the message bus on Kafka, its broker without warning', () =>
  messageBusContract(() => kafkaHarness(() => powerCut('kafka', 0)), { restartable: true }))
