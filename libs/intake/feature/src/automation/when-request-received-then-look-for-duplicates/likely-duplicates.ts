import { serviceFacts } from '@spoc/directory-contracts'
import { REQUEST_TEXTS, REQUESTS_PERSONAL, type PersonalRequestDocument, type RequestTextsDocument } from '@spoc/intake-contracts'
import { defaultRules, type Comparable } from '@spoc/intake-domain'
import { plusMs, type Id, type Instant, type Position } from '@spoc/platform-kernel'
import type { FactsReader, Views } from '@spoc/platform-runtime'
import { orderOf } from '../../read/log-order.js'
import { wordsOf } from '../../read/search/words-of.js'

/** Of an account's latest requests, so many are looked at; of those that look alike, so many are compared whole. */
const LATEST = 25
const ALIKE = 3
const MOST_DEPENDENCIES = 200
/** Titles that have fewer of their words in common are not worth a closer look. */
const LEAST_COMMON_SHARE = 0.2

/** Whom a request may repeat, by the read models: candidates only, the decision rests on their streams. */
export class LikelyDuplicates {
  private views: Views | undefined

  /** Called once, when the process has its read models. */
  readFrom(views: Views): void {
    this.views = views
  }

  /**
   * Requests of the same account, received in the hours before `at` and recorded before `position`, that look alike: the same ones whenever it
   * is asked, so that an input that comes again is not decided otherwise.
   */
  async of(
    request: { readonly requestId: string; readonly accountId: string; readonly title: string; readonly alertGroupKey?: string },
    at: Instant,
    position: Position,
  ): Promise<readonly Id<'request'>[]> {
    const views = this.readable()
    await views.waitFor([REQUESTS_PERSONAL, REQUEST_TEXTS], position)
    const { items } = await views.of<PersonalRequestDocument>(REQUESTS_PERSONAL).find({
      filter: {
        accountId: request.accountId,
        receivedAt: { $gte: plusMs(at, -defaultRules.withinHours * 3_600_000) },
        order: { $lt: orderOf(position) },
      },
      sort: ['-receivedAt'],
      limit: LATEST,
    })
    const words = new Set(wordsOf(request.title))
    return items
      .filter(({ _id }) => _id !== request.requestId)
      .map((other) => ({ id: other._id, alike: likenessOf(words, request.alertGroupKey, other) }))
      .filter(({ alike }) => alike >= LEAST_COMMON_SHARE)
      .sort((a, b) => b.alike - a.alike)
      .slice(0, ALIKE)
      .map(({ id }) => id)
  }

  /** By request, the descriptions as they are read, where they are short enough to be compared. */
  async descriptionsOf(requestIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const texts = await this.readable().of<RequestTextsDocument>(REQUEST_TEXTS).getMany(requestIds)
    return new Map(texts.map(({ _id, description }) => [_id, description?.text ?? '']))
  }

  private readable(): Views {
    if (this.views === undefined) throw new Error('The read models are not open yet.')
    return this.views
  }
}

/** The share of their titles' words that both have; all of them where one group of alerts brought both. */
function likenessOf(words: ReadonlySet<string>, alertGroupKey: string | undefined, other: PersonalRequestDocument): number {
  if (alertGroupKey !== undefined && alertGroupKey === other.alertGroupKey) return 1
  const others = wordsOf(other.title)
  const common = others.filter((word) => words.has(word)).length
  return common / Math.max(1, words.size + others.length - common)
}

/** The services that one stands on, all the way down; bounded. */
export async function dependenciesOf(
  serviceInstanceId: string | undefined,
  facts: FactsReader,
): Promise<Comparable['dependsOn']> {
  const found = new Set<string>()
  const open = serviceInstanceId === undefined ? [] : [serviceInstanceId]
  while (open.length > 0 && found.size < MOST_DEPENDENCIES) {
    const service = await facts.of(serviceFacts, open.pop() ?? '')
    if (service.is === 'unknown') continue
    for (const id of service.dependsOn) {
      if (!found.has(id)) open.push(id)
      found.add(id)
    }
  }
  return [...found]
}
