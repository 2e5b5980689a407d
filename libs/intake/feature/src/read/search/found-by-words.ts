import { Injectable } from '@nestjs/common'
import { SEARCH, type SearchDocument } from '@spoc/intake-contracts'
import { ownAccounts, type Page, type Principal } from '@spoc/platform-nest'
import { Views } from '@spoc/platform-runtime'
import { conditionOf, type Term } from './terms.js'

interface Paged {
  readonly limit: number
  readonly cursor?: string | undefined
}

/** Requests by the words said on them, the newest first. */
@Injectable()
export class FoundByWords {
  constructor(private readonly views: Views) {}

  /** Ids of requests that hold all the terms, of those the caller may see; no client finds by what is internal. */
  async page(terms: readonly Term[], principal: Principal, { limit, cursor }: Paged): Promise<Page<string>> {
    if (terms.length === 0) return { items: [] }
    const whole = principal.accounts === 'all'
    const { items, next } = await this.views.of<SearchDocument>(SEARCH).find({
      filter: { ...ownAccounts(principal), $and: terms.map((term) => conditionOf(term, whole)) },
      sort: ['-order'],
      limit,
      ...(cursor === undefined ? {} : { cursor }),
    })
    return { items: items.map(({ _id }) => _id), ...(next === undefined ? {} : { next }) }
  }
}
