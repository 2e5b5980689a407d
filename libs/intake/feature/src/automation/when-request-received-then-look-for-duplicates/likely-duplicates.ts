import { serviceFacts } from '@spoc/directory-contracts'
import {
  REQUEST_TEXTS,
  REQUESTS,
  REQUESTS_PERSONAL,
  type PersonalRequestDocument,
  type RequestDocument,
  type RequestTextsDocument,
} from '@spoc/intake-contracts'
import { defaultRules, similarity, type Comparable } from '@spoc/intake-domain'
import { plusMs, type Instant, type Position } from '@spoc/platform-kernel'
import type { FactsReader, Views } from '@spoc/platform-runtime'

/** Of an account's latest requests, so many are looked at; of those that look alike, so many are compared whole. */
const LATEST = 25
const ALIKE = 5
const MOST_DEPENDENCIES = 200
/** Titles less alike than this are not worth a closer look. */
const LEAST_TITLE_SIMILARITY = 0.15

/** Whom a request may repeat, by the read models: candidates only, the decision rests on their streams. */
export class LikelyDuplicates {
  private views: Views | undefined

  /** Called once, when the process has its read models. */
  readFrom(views: Views): void {
    this.views = views
  }

  /** Requests of the same account, received in the hours before `at`, that look alike. */
  async of(
    request: { readonly requestId: string; readonly accountId: string; readonly title: string; readonly alertGroupKey?: string },
    at: Instant,
    position: Position,
  ): Promise<readonly RequestDocument[]> {
    const views = this.readable()
    await views.waitFor([REQUESTS, REQUESTS_PERSONAL, REQUEST_TEXTS], position)
    const { items } = await views.of<RequestDocument>(REQUESTS).find({
      filter: { accountId: request.accountId, receivedAt: { $gte: plusMs(at, -defaultRules.withinHours * 3_600_000) } },
      sort: ['-receivedAt'],
      limit: LATEST,
    })
    const others = items.filter(({ _id, status }) => _id !== request.requestId && status !== 'merged')
    const titles = new Map(
      (await views.of<PersonalRequestDocument>(REQUESTS_PERSONAL).getMany(others.map(({ _id }) => _id))).map((one) => [
        one._id,
        one.title,
      ]),
    )
    return others
      .map((other) => ({ other, alike: likenessOf(request, other, titles.get(other._id) ?? '') }))
      .filter(({ alike }) => alike >= LEAST_TITLE_SIMILARITY)
      .sort((a, b) => b.alike - a.alike)
      .slice(0, ALIKE)
      .map(({ other }) => other)
  }

  /** The description as it is read, where it is short enough to be compared. */
  async descriptionOf(requestId: string): Promise<string> {
    const texts = await this.readable().of<RequestTextsDocument>(REQUEST_TEXTS).get(requestId)
    return texts?.description?.text ?? ''
  }

  private readable(): Views {
    if (this.views === undefined) throw new Error('The read models are not open yet.')
    return this.views
  }
}

function likenessOf(
  { title, alertGroupKey }: { readonly title: string; readonly alertGroupKey?: string },
  other: RequestDocument,
  otherTitle: string,
): number {
  return alertGroupKey !== undefined && alertGroupKey === other.alertGroupKey ? 1 : similarity(title, otherTitle)
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
