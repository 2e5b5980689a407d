import { Injectable } from '@nestjs/common'
import { SEARCH, WORDS, type SearchDocument, type WordDocument } from '@spoc/intake-contracts'
import { ownAccounts, type Page, type Principal } from '@spoc/platform-nest'
import { Views } from '@spoc/platform-runtime'
import { conditionOf, holdsAll, isFirstFit, listConditionOf, type Term } from './terms.js'

interface Paged {
  readonly limit: number
  readonly cursor?: string | undefined
}

/** Pages of candidates looked at for one page of what was found. */
const MOST_LOOKS = 40

/** Requests by the words said on them, the newest first. */
@Injectable()
export class FoundByWords {
  constructor(private readonly views: Views) {}

  /** Ids of requests that hold all the terms, of those the caller may see; a client is not found by what is internal. */
  async page(terms: readonly Term[], principal: Principal, paged: Paged): Promise<Page<string>> {
    if (terms.length === 0) return { items: [] }
    return principal.accounts === 'all' ? this.amongAll(terms, paged) : this.amongOwn(terms, principal, paged)
  }

  private async amongOwn(terms: readonly Term[], principal: Principal, { limit, cursor }: Paged): Promise<Page<string>> {
    const { items, next } = await this.views.of<SearchDocument>(SEARCH).find({
      filter: { ...ownAccounts(principal), $and: terms.map((term) => ({ words: listConditionOf(term) })) },
      sort: ['-order'],
      limit,
      ...(cursor === undefined ? {} : { cursor }),
    })
    return { items: items.map(({ _id }) => _id), ...(next === undefined ? {} : { next }) }
  }

  /** By the longest term through the inverted index, then the others on each candidate. */
  private async amongAll(terms: readonly Term[], { limit, cursor }: Paged): Promise<Page<string>> {
    const leading = terms.reduce((longest, term) => (term.text.length > longest.text.length ? term : longest))
    const found: string[] = []
    let next = cursor
    for (let look = 0; look < MOST_LOOKS; look += 1) {
      const page = await this.views.of<WordDocument>(WORDS).find({
        filter: { word: conditionOf(leading) },
        sort: ['-order'],
        limit: limit - found.length,
        ...(next === undefined ? {} : { cursor: next }),
      })
      const ids = [...new Set(page.items.map(({ requestId }) => requestId))]
      const whole = new Map((await this.views.of<SearchDocument>(SEARCH).getMany(ids)).map((one) => [one._id, one]))
      for (const { word, requestId } of page.items) {
        const request = whole.get(requestId)
        if (request !== undefined && holdsAll(request, terms) && isFirstFit(word, request, leading)) found.push(requestId)
      }
      next = page.next
      if (next === undefined || found.length >= limit) break
    }
    return { items: found, ...(next === undefined ? {} : { next }) }
  }
}
