import { cp, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Recorded } from '@spoc/platform-kernel'
import { allOf, type Item } from '../journeys/reading.js'
import { verifyReadModels } from '../journeys/rebuilding.js'
import { ofOutgoingMails } from '../platform/mail.js'
import { startPlatform } from '../platform/start-platform.js'
import type { Platform } from '../platform/platform.js'
import type { Profile } from '../platform/profile.js'
import { must } from '../platform/caller.js'
import { webhookSink, type Called } from '../platform/webhook-sink.js'
import { furnish } from '../provider/furnish.js'
import { PROMISED } from '../provider/terms.js'
import { sendersOf } from './commands.js'
import { proveHistories } from './histories.js'
import { Load } from './load.js'
import { Rehearsal, type Pace } from './rehearsal.js'
import { seeded } from './seeded.js'
import { forgetViews, keptBy, type Kept } from './storage.js'

export interface StageOptions {
  readonly seed: number
  readonly writers: number
  readonly pace: Pace
  /** So many requests, chosen by chance, prove their history at the end. */
  readonly histories: number
  /** Of the read models every so-manieth is compared with what the log makes of it; each of them unless told. */
  readonly verified?: number
}

/** All that is known at the end, of which every claim is judged. */
export interface Seen {
  readonly profile: Profile
  readonly load: Load
  readonly rehearsal: Rehearsal
  readonly kept: Kept
  /** What a start with no read model, no cursor and no checkpoint made of the log; where that was tried. */
  readonly rebuilt: Kept | undefined
  /** Of each read model, compared with what the log makes of it beside. */
  readonly verdicts: readonly Item[]
  readonly mails: readonly SentMail[]
  readonly calls: readonly Called[]
  readonly queue: readonly Item[]
  /** Requests whose bundle of events does not verify, or is not the one on record, and what was said of it. */
  readonly unproven: readonly string[]
  readonly histories: number
}

export interface SentMail {
  readonly messageId: string
  readonly subject: string
}

/** A platform with a provider, clients that send all the time, a receiver of webhooks, and who kills it. */
export class Stage {
  private constructor(
    readonly platform: Platform,
    readonly load: Load,
    readonly rehearsal: Rehearsal,
    private readonly calls: readonly Called[],
    private readonly random: () => number,
    private readonly options: StageOptions,
    private readonly close: () => Promise<void>,
  ) {}

  static async set(options: StageOptions): Promise<Stage> {
    const platform = await startPlatform()
    try {
      return await Stage.on(platform, options)
    } catch (error) {
      await platform.stop()
      throw error
    }
  }

  private static async on(platform: Platform, options: StageOptions): Promise<Stage> {
    const random = seeded(options.seed)
    const provider = await furnish(platform)
    const accountId = provider.id('account:meridian')
    const sink = await webhookSink()
    await must(platform.admin.post('/api/v1/webhooks', { url: sink.url, accountId, kinds: [] }))
    const load = new Load(await sendersOf(platform, provider), random, options.writers)
    const rehearsal = await Rehearsal.of(platform, load, random, options.pace)
    return new Stage(platform, load, rehearsal, sink.calls, random, options, () => sink.close())
  }

  /** Ends the load, lets all promises fall due, and looks at everything there is; the platform does not run afterwards. */
  async look(tell: (step: string) => void = () => undefined): Promise<Seen> {
    const { platform, load, rehearsal, calls } = this
    const { profile, services } = platform
    await load.end()
    await rehearsal.letPass(PROMISED.resolve)
    tell('all that is promised has fallen due')
    const queue = await allOf(platform.admin, '/api/v1/requests')
    const verdicts = await verifyReadModels(platform, this.options.verified)
    tell(`${verdicts.length} read models are compared with what the log makes of them`)
    // Read models were held still to be compared; a history is asked for when they have caught up.
    await platform.settle()
    const chosen = Array.from({ length: this.options.histories }, () => queue[Math.floor(this.random() * queue.length)])
    const unproven = await proveHistories(
      platform,
      chosen.filter((item) => item !== undefined),
    )
    tell(`${chosen.length} histories are proven`)
    await platform.settle()
    const mails = await ofOutgoingMails(join(platform.dataDir, 'mail'), ({ messageId = '', subject = '' }) => ({
      messageId,
      subject,
    }))
    await Promise.all(services.map(({ program }) => program.stop()))
    const kept = await keptBy(platform)
    tell(`${kept.events.length} events and their documents are read where they are kept`)
    const seen = { profile, load, rehearsal, kept, verdicts, mails, calls, queue, unproven, histories: chosen.length }
    return { ...seen, rebuilt: profile === 'embedded' ? await this.anew() : undefined }
  }

  /** Copies what the platform has kept, and what its processes have said, for whoever looks for the cause. */
  async keep(into: string): Promise<void> {
    await Promise.all(this.platform.services.map(({ program }) => program.stop()))
    await cp(dirname(this.platform.dataDir), into, { recursive: true })
    await writeFile(join(into, 'acknowledged.json'), JSON.stringify(this.load.acknowledged, null, 1))
  }

  async stop(): Promise<void> {
    await this.load.giveUp()
    await this.platform.stop()
    await this.close()
  }

  /** The same events go over the bus again: with a server for each engine that takes minutes, and proves nothing more. */
  private async anew(): Promise<Kept> {
    const { platform } = this
    await forgetViews(platform)
    await Promise.all(platform.services.map(({ program }) => program.start()))
    await platform.settle()
    await Promise.all(platform.services.map(({ program }) => program.stop()))
    return keptBy(platform)
  }
}

export function ofType({ kept: { events } }: Pick<Seen, 'kept'>, type: string): readonly Recorded[] {
  return events.filter((event) => event.type === type)
}
