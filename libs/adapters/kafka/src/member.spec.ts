import type { ConsumerRunConfig, EachBatchPayload, Kafka } from 'kafkajs'
import { Member } from './member.js'

/** What kafkajs is told of one batch, in order. The commit ends as told. */
async function batchWith(commit: () => Promise<void>): Promise<readonly string[]> {
  let eachBatch: ConsumerRunConfig['eachBatch']
  let joined: (event: { payload: { memberAssignment: Record<string, number[]> } }) => void = () => undefined
  const consumer = {
    events: { GROUP_JOIN: 'joined', CRASH: 'crashed' },
    on: (event: string, listener: typeof joined) => void (event === 'joined' && (joined = listener)),
    connect: () => Promise.resolve(),
    subscribe: () => Promise.resolve(),
    disconnect: () => Promise.resolve(),
    run: (options: ConsumerRunConfig) => {
      eachBatch = options.eachBatch
      joined({ payload: { memberAssignment: { facts: [0] } } })
      return Promise.resolve()
    },
  }
  const member = new Member(
    { consumer: () => consumer } as unknown as Kafka,
    { group: 'g', topics: new Map([['facts', 'facts']]) },
    { group: 'g', topics: ['facts'], onBatch: async () => void told.push('handled') },
    () => undefined,
  )
  const told: string[] = []
  await member.start()
  const payload = {
    batch: {
      topic: 'facts',
      partition: 0,
      messages: [{ key: Buffer.from('k'), value: Buffer.from('v'), headers: {}, offset: '18' }],
    },
    isRunning: () => true,
    heartbeat: () => Promise.resolve(),
    pause: () => () => undefined,
    resolveOffset: (offset: string) => void told.push(`resolved ${offset}`),
    commitOffsetsIfNecessary: () => {
      told.push('committed')
      return commit()
    },
  }
  await eachBatch?.(payload as unknown as EachBatchPayload).catch(() => void told.push('failed'))
  await member.stop()
  return told
}

describe('a member of a group', () => {
  it('takes a batch for done once the broker has its place', async () =>
    expect(await batchWith(() => Promise.resolve())).toEqual(['handled', 'committed', 'resolved 18']))

  it('has a batch whose place the broker did not take given again', async () =>
    expect(await batchWith(() => Promise.reject(new Error('The broker is away.')))).toEqual(['handled', 'committed', 'failed']))
})
