import type { Kafka, Producer } from 'kafkajs'
import { Publisher } from './publisher.js'

describe('a publisher', () => {
  it('makes another producer where the broker goes while one gets its identity, and refuses nothing', async () => {
    const steps: string[] = []
    const kafka: Pick<Kafka, 'producer'> = {
      producer: () => {
        const number = steps.filter((step) => step.startsWith('connect')).length + 1
        const producer: Pick<Producer, 'connect' | 'disconnect' | 'send'> = {
          connect: async () => {
            steps.push(`connect ${number}`)
            if (number < 3) throw new Error('connect ECONNREFUSED')
          },
          disconnect: async () => void steps.push(`disconnect ${number}`),
          send: async ({ messages }) => {
            steps.push(`send ${messages.length} by ${number}`)
            return []
          },
        }
        return producer as Producer
      },
    }
    const troubles: string[] = []
    const publisher = new Publisher(kafka as Kafka, (what) => void troubles.push(what))
    await publisher.publish('facts', [{ key: 'a', headers: {}, value: '1' }])
    expect(steps).toEqual(['connect 1', 'disconnect 1', 'connect 2', 'disconnect 2', 'connect 3', 'send 1 by 3'])
    expect(troubles).toEqual(['a producer did not connect', 'a producer did not connect'])
    await publisher.close()
  })
})
