import { LRUCache } from 'lru-cache'
import type { Fact, Recorded } from '@spoc/platform-kernel'
import type { Sealing } from './sealing.js'

/** Gives events with their personal fields readable, and remembers those of late, also that they have none, since several readers follow one another. */
export class Opener {
  private readonly recent = new LRUCache<string, object>({ max: 4_096 })

  constructor(private readonly sealing: Sealing) {}

  async seal(eventId: string, data: unknown): Promise<unknown> {
    const sealed = await this.sealing.seal(eventId, data)
    if (sealed !== data && isObject(data)) this.recent.set(eventId, data)
    return sealed
  }

  async open(event: Recorded): Promise<Fact> {
    const known = this.recent.get(event.id)
    if (known !== undefined) return { type: event.type, data: known }
    const data = await this.sealing.open(event.id, event.data)
    if (isObject(data)) this.recent.set(event.id, data)
    return { type: event.type, data }
  }

  async destroy(keyId: string): Promise<void> {
    await this.sealing.destroy(keyId)
    this.recent.clear()
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
