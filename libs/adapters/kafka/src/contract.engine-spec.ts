import { messageBusContract } from '@spoc/platform-port-contracts'
import { kafkaHarness } from '../test/harness.js'

describe('the message bus on Kafka', () => messageBusContract(() => kafkaHarness()))
