import { LRUCache } from 'lru-cache'
import { HttpException } from '@nestjs/common'

export interface Allowed {
  readonly most: number
  readonly withinMs: number
  /** How long to wait, in words. */
  readonly wait: string
}

/** Counts what somebody tries again and again. Kept in each process alone. */
export class Attempts {
  private readonly counted: LRUCache<string, number>

  constructor(private readonly allowed: Allowed) {
    this.counted = new LRUCache({ max: 10_000, ttl: allowed.withinMs })
  }

  /** Throws 429 where there were too many of late. */
  check(who: string): void {
    if ((this.counted.get(who) ?? 0) >= this.allowed.most)
      throw new HttpException({ code: 'too-many-attempts', message: `Too many attempts; wait ${this.allowed.wait}.` }, 429)
  }

  count(who: string): void {
    this.counted.set(who, (this.counted.get(who) ?? 0) + 1)
  }

  forget(who: string): void {
    this.counted.delete(who)
  }
}
