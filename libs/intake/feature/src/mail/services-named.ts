import { Injectable } from '@nestjs/common'
import { serviceFacts, SERVICES, type ServiceDocument } from '@spoc/directory-contracts'
import type { Id } from '@spoc/platform-kernel'
import { Streams, Views } from '@spoc/platform-runtime'

export interface NamedService {
  readonly accountId: Id<'account'>
  /** None where several of the account's are named. */
  readonly serviceInstanceId?: Id<'service'>
  readonly circuitId: string
}

/** A circuit is named early, or in a quotation that says nothing new. */
const LOOKED_AT = 20_000
const MOST_WORDS = 100

/** Finds the service instances that a text calls by their circuit id. */
@Injectable()
export class ServicesNamed {
  constructor(
    private readonly streams: Streams,
    private readonly views: Views,
  ) {}

  /** Of these accounts only; nothing where none is named, or circuits of several accounts are: then nobody can tell which it is about. */
  async in(text: string, accountIds: readonly Id<'account'>[]): Promise<NamedService | undefined> {
    const words = circuitWordsIn(text)
    if (words.length === 0 || accountIds.length === 0) return undefined
    const { items } = await this.views
      .of<ServiceDocument>(SERVICES)
      .find({ filter: { circuitKey: { $in: [...words] }, accountId: { $in: [...accountIds] } }, limit: 20 })
    const found = await Promise.all(
      items.map(async ({ _id }) => ({ serviceInstanceId: _id, service: (await this.streams.load(serviceFacts, _id)).state })),
    )
    const named = found.flatMap(({ serviceInstanceId, service }) =>
      service.is === 'installed' && service.accountId !== undefined && accountIds.includes(service.accountId)
        ? [{ serviceInstanceId, accountId: service.accountId, circuitId: service.circuitId }]
        : [],
    )
    const first = named[0]
    if (first === undefined || named.some(({ accountId }) => accountId !== first.accountId)) return undefined
    const { serviceInstanceId: _, ...ofAccount } = first
    return named.length === 1 ? first : ofAccount
  }
}

/** Words that may be a circuit id, in upper case: they have a digit, and are neither too short nor too long. */
export function circuitWordsIn(text: string): readonly string[] {
  const words = [...text.slice(0, LOOKED_AT).matchAll(/[\p{L}\p{N}][\p{L}\p{N}._/:-]{2,79}/gu)]
    .map(([word]) => word.replace(/[._/:-]+$/, '').toUpperCase())
    .filter((word) => /\d/.test(word) && word.length >= 3)
  return [...new Set(words)].slice(0, MOST_WORDS)
}
