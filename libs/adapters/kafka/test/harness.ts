import type { MessageBus } from '@spoc/platform-ports'
import type { MessageBusHarness } from '@spoc/platform-port-contracts'
import { openKafkaBus } from '../src/index.js'
import { brokers, dropTopics, freshPrefix } from './brokers.js'
import { Cable } from './cable.js'

/** A bus on the broker for the suite that every adapter passes. */
export async function kafkaHarness(restart?: () => Promise<void>): Promise<MessageBusHarness> {
  const topicPrefix = freshPrefix()
  const ends: Promise<void>[] = []
  let cable = new Cable()
  const open = (): Promise<MessageBus> => {
    cable = new Cable()
    return openKafkaBus({ brokers: brokers(), clientId: 'contract', topicPrefix, connect: cable.connect })
  }
  let bus = await open()
  return {
    get bus() {
      return bus
    },
    async reopen() {
      await bus.close()
      return (bus = await open())
    },
    async crash() {
      cable.cut()
      ends.push(bus.close())
      return (bus = await open())
    },
    async close() {
      await Promise.all(ends)
      await bus.close()
      await dropTopics(topicPrefix)
    },
    ...(restart === undefined ? {} : { restart }),
  }
}
