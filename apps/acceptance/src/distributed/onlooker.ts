import { eventually } from '@spoc/platform-testing'
import { itemsIn } from '../journeys/reading.js'
import { must, type Answer, type Caller } from '../platform/caller.js'
import type { Platform, Service } from '../platform/platform.js'
import { answers } from '../platform/program.js'
import { furnish } from '../provider/furnish.js'

const BACK_WITHIN_MS = 60_000
/** Each thing that it waits for at its end may be one that the engine does not answer. */
const ENDED_WITHIN_MS = 60_000

/** What an answer is that cannot be given while an engine is away. */
export const REFUSED = { status: 503, code: 'engine-away', later: expect.stringMatching(/^\d+$/) }

/** A client, and whoever else looks at a platform whose engines go and come. */
export class Onlooker {
  private constructor(
    private readonly platform: Platform,
    private readonly client: Caller,
    /** The one that is started while an engine is away. */
    private readonly starter: Service,
  ) {}

  static async at(platform: Platform): Promise<Onlooker> {
    const provider = await furnish(platform)
    const starter = platform.services.find(({ name }) => name === 'works')
    if (starter === undefined) throw new Error('The platform has no service works of its own.')
    const onlooker = new Onlooker(platform, await provider.as('jan'), starter)
    await must(onlooker.ask('Before'))
    await platform.settle()
    return onlooker
  }

  ask(title: string): Promise<Answer> {
    const key = { 'idempotency-key': title.replace(/ /g, '-') }
    return this.client.post('/api/v1/requests', { kind: 'incident', title, description: 'It is down.' }, key)
  }

  list(): Promise<Answer> {
    return this.client.get('/api/v1/requests')
  }

  async titles(): Promise<readonly unknown[]> {
    return itemsIn(await must(this.list())).map(({ title }) => title)
  }

  async seesEveryServiceReadyWith(engines: object): Promise<void> {
    for (const { name, url } of this.platform.services) {
      const live = await this.platform.anonymous.at(url).get('/health/live')
      expect({ name, live: live.status, ...(await this.readinessOf(url)) }).toMatchObject({
        name,
        live: 200,
        status: 'ready',
        engines,
      })
    }
  }

  /** Ends a service in order, though the engine is away, and starts it: it says what it waits for, and lives. */
  async seesAStartWaitFor(engine: string): Promise<void> {
    const { program, url } = this.starter
    program.ask()
    expect(await program.hasEnded(ENDED_WITHIN_MS)).toBe(true)
    expect((await program.stop()).code).toBe(0)
    const before = program.output.length
    program.spawn()
    await eventually(
      `${program.name} waits for the ${engine}`,
      () => program.output.slice(before),
      (output) => output.includes(`waiting for the ${engine}`),
      BACK_WITHIN_MS,
    )
    expect(program.isRunning).toBe(true)
    expect(await answers(`${url}/health/ready`)).toBe(false)
  }

  /** Every service has found the engine again, the one that waited for it among them, and nothing waits for its consequences. */
  async seesAllGoOnWith(engine: string): Promise<void> {
    for (const { name, url } of this.platform.services)
      await eventually(
        `${name} has found the engine`,
        () => this.readinessOf(url).catch(String),
        (told) => JSON.stringify(told).includes(`"${engine}":"up"`),
        BACK_WITHIN_MS,
      )
    await this.platform.settle()
  }

  seesTaken(title: string): Promise<Answer> {
    return eventually(
      'requests are taken again',
      () => this.ask(title),
      ({ status }) => status === 201,
      BACK_WITHIN_MS,
    )
  }

  /** It is there once, has whom it belongs to, and its clocks run. */
  async seesCaredFor(title: string): Promise<void> {
    const [found, ...more] = itemsIn(await must(this.list())).filter((one) => one['title'] === title)
    expect(more).toEqual([])
    expect(found).toMatchObject({ status: 'new', spoc: { kind: 'team' } })
    expect(JSON.stringify(found?.['clocks'])).toContain('"running"')
  }

  private async readinessOf(url: string) {
    return (await this.platform.anonymous.at(url).get('/health/ready')).body
  }
}

export function refusal({ status, body, headers }: Answer) {
  return { status, code: body['code'], later: headers['retry-after'] }
}
