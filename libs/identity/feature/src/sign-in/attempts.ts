import { LRUCache } from 'lru-cache'
import { HttpException } from '@nestjs/common'

const MOST_FAILURES = 10
const WINDOW_MS = 15 * 60_000

/** Counts failed sign-ins of an address, so that a password cannot be guessed by trying. Kept in each process alone. */
export class Attempts {
  private readonly failures = new LRUCache<string, number>({ max: 10_000, ttl: WINDOW_MS })

  /** Throws 429 where there were too many of late. */
  check(emailHash: string): void {
    if ((this.failures.get(emailHash) ?? 0) >= MOST_FAILURES)
      throw new HttpException({ code: 'too-many-attempts', message: 'Too many attempts; wait a quarter of an hour.' }, 429)
  }

  failed(emailHash: string): void {
    this.failures.set(emailHash, (this.failures.get(emailHash) ?? 0) + 1)
  }

  succeeded(emailHash: string): void {
    this.failures.delete(emailHash)
  }
}
