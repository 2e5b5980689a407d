import { Injectable } from '@nestjs/common'
import { REQUESTS, type RequestDocument } from '@spoc/intake-contracts'
import { parseNumber } from '@spoc/intake-domain'
import { isUuid, Refused } from '@spoc/platform-kernel'
import { maySee, type Principal } from '@spoc/platform-nest'
import { Views } from '@spoc/platform-runtime'
import { unknownRequest } from '../../unknown-request.js'

/** Finds a request by what people call it. */
@Injectable()
export class RequestFinder {
  constructor(private readonly views: Views) {}

  /** By id, or by number however it is typed; nothing where there is none. */
  async find(idOrNumber: string): Promise<RequestDocument | undefined> {
    const view = this.views.of<RequestDocument>(REQUESTS)
    if (isUuid(idOrNumber)) return view.get(idOrNumber)
    const number = parseNumber(idOrNumber)
    return number === undefined ? undefined : (await view.find({ filter: { number }, limit: 1 })).items[0]
  }

  /** Refused: `request-unknown` 404, for one that the caller may not see too. */
  async visible(idOrNumber: string, principal: Principal): Promise<RequestDocument> {
    const found = await this.find(idOrNumber)
    if (found === undefined || !maySee(principal, found.accountId)) throw new Refused(unknownRequest())
    return found
  }
}
