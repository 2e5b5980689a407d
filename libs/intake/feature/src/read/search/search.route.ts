import { Controller, Get, Query } from '@nestjs/common'
import { REQUESTS, REQUESTS_PERSONAL, SEARCH, type RequestDocument } from '@spoc/intake-contracts'
import { AddressHash, AllowedTo, maySee, Paging, Reads, Who, type Page, type Principal } from '@spoc/platform-nest'
import { Views } from '@spoc/platform-runtime'
import { IsString, MaxLength, MinLength } from 'class-validator'
import type { QueueItem } from '../queue/queue-item.js'
import { QueueItems } from '../queue/queue-items.js'
import { readers } from '../readers.js'
import { FoundByName } from './found-by-name.js'
import { FoundByWords } from './found-by-words.js'
import { wordOfAddress } from './said-words.js'
import { termsOf } from './terms.js'

/** The cursor where a page was filled by what is called so: words come next. */
const FIRST_BY_WORDS = 'words'

export class SearchQuery extends Paging {
  /** A number, a circuit, the client's reference, a contact's name or address, or words. The last word may be unfinished. */
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  q!: string
}

@Controller('api/v1/search')
export class SearchRoute {
  constructor(
    private readonly views: Views,
    private readonly items: QueueItems,
    private readonly byName: FoundByName,
    private readonly byWords: FoundByWords,
    private readonly addresses: AddressHash,
  ) {}

  /** Requests within what the caller may see: first those that are called so, then those on which all of the words were said. */
  @Get()
  @AllowedTo(...readers)
  @Reads(REQUESTS, REQUESTS_PERSONAL, SEARCH)
  async search(@Query() { q, limit, cursor }: SearchQuery, @Who() principal: Principal): Promise<Page<QueueItem>> {
    const numbered = await this.byName.byNumber(q, principal)
    if (numbered.length > 0) return { items: await this.items.of(numbered, principal) }
    const named = (await this.byName.of(q, principal)).slice(0, limit)
    // What is called so stands on the first page only, and is not found again by its words.
    const first = cursor === undefined ? named : []
    const { items: ids, next } = await this.wordsPage(q, principal, limit - first.length, cursor)
    const known = new Set(named.map(({ _id }) => _id))
    const said = await this.views.of<RequestDocument>(REQUESTS).getMany(ids.filter((id) => !known.has(id)))
    const visible = new Map(said.filter(({ accountId }) => maySee(principal, accountId)).map((one) => [one._id, one]))
    const inOrder = ids.map((id) => visible.get(id)).filter((one) => one !== undefined)
    return { items: await this.items.of([...first, ...inOrder], principal), ...(next === undefined ? {} : { next }) }
  }

  private wordsPage(query: string, principal: Principal, limit: number, cursor: string | undefined): Promise<Page<string>> {
    if (limit === 0) return Promise.resolve({ items: [], next: FIRST_BY_WORDS })
    return this.byWords.page(this.termsOf(query), principal, { limit, cursor: cursor === FIRST_BY_WORDS ? undefined : cursor })
  }

  private termsOf(query: string) {
    return query.includes('@') ? [{ text: wordOfAddress(this.addresses.of(query)), isBeginning: false }] : termsOf(query)
  }
}
