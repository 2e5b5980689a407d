import { parseNumber } from '@spoc/intake-domain'
import { idOf, newId, type Given } from '@spoc/platform-kernel'
import { Background, SealedBlobs } from '@spoc/platform-runtime'
import { pino } from 'pino'
import { eventually } from '@spoc/platform-testing'
import { bodyOf, contracts, meridian, openIntakeWorld, type IntakeWorld } from '../test/intake-world.js'
import { intakeContext } from './index.js'
import { ContractsInForce } from './write/receive-request/contracts-in-force.js'
import { ReceiveRequest, ReceiveRequestHandler } from './write/receive-request/receive-request.js'
import { RequestNumbers } from './write/receive-request/request-numbers.js'
import { WrittenTexts } from './written-texts.js'

describe('law 5: uniqueness is decided in the log', () => {
  let intake: IntakeWorld
  const received = async () => {
    const events = await intake.world.service.background.engines.log.readAll({
      limit: 1_000,
      typePrefixes: ['intake.request-received.'],
    })
    return events.length
  }
  /** What another process on the same engines would have: memory of its own, and no part of ours. */
  const anotherProcess = () => {
    const { engines } = intake.world.service.background
    const { streams, views } = new Background(engines, [], contracts, () => undefined)
    const numbers = new RequestNumbers(streams, engines.clock, pino({ level: 'silent' }))
    const texts = new WrittenTexts(new SealedBlobs(engines.blobs, engines.keys))
    return { numbers, receive: new ReceiveRequestHandler(streams, numbers, new ContractsInForce(views), texts) }
  }

  beforeEach(async () => {
    intake = await openIntakeWorld(intakeContext)
  })
  afterEach(() => intake.world.close())

  it('makes one request of the same Idempotency-Key sent many times at once', async () => {
    const body = { kind: 'incident', title: 'Link down' }
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => intake.client.post('/api/v1/requests', body, { 'idempotency-key': 'same' })),
    )
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201))
    expect(new Set(answers.map((answer) => JSON.stringify(bodyOf(answer)))).size).toBe(1)
    expect(await received()).toBe(1)
  })

  it('makes one request of it where the copies reach different processes', async () => {
    const processes = [anotherProcess(), anotherProcess(), anotherProcess()]
    const given: Given = intake.world.given({ idempotency: { key: 'same', body: 'body' } })
    const command = new ReceiveRequest(
      {
        requestId: idOf('request', 'same'),
        draft: { kind: 'incident', title: 'Link down' },
        accountId: meridian,
        identifiedBy: { how: 'caller', reason: 'x' },
      },
      given,
    )
    const answers = await Promise.all(processes.map(({ receive }) => receive.execute(command)))
    expect(new Set(answers.map(({ id, number, position }) => `${id} ${number} ${position}`)).size).toBe(1)
    expect(await received()).toBe(1)
  })

  it('never hands out one number twice, whichever process is asked, all at once', async () => {
    const processes = [anotherProcess(), anotherProcess()]
    const given = await Promise.all(processes.flatMap(({ numbers }) => Array.from({ length: 350 }, () => numbers.next())))
    expect(new Set(given).size).toBe(700)
    expect(given.filter((number) => parseNumber(number) !== number)).toEqual([])
  })

  it('never hands out a number again after a restart', async () => {
    const before = [await intake.bring(), await intake.bring()].map(({ number }) => number)
    await intake.world.reopen()
    const after = [await intake.bring(), await intake.bring()].map(({ number }) => number)
    expect(new Set([...before, ...after]).size).toBe(4)
  })

  it('numbers requests without a wait once it has begun: the next block is claimed before the last is used up', async () => {
    const { numbers } = anotherProcess()
    const claims = async () => (await intake.world.service.background.engines.log.readStream('claim-request-numbers')).length
    const before = await claims()
    for (let count = 0; count < 60; count += 1) await numbers.next()
    await eventually('the next block', claims, (count) => count === before + 2)
  })

  it('opens another request for another key', async () => {
    const ids = await Promise.all(
      ['one', 'other', newId(0)].map(async (key) => {
        const answer = await intake.client.post(
          '/api/v1/requests',
          { kind: 'question', title: 'Why?' },
          { 'idempotency-key': key },
        )
        return bodyOf(answer)['id']
      }),
    )
    expect(new Set(ids).size).toBe(3)
  })
})
