import { LRUCache } from 'lru-cache'
import type { Secrets } from '@spoc/platform-nest'
import type { Collection, CollectionKind, Documents } from '@spoc/platform-ports'
import { createHmac } from 'node:crypto'

/** Where somebody wants to be called. */
export interface WebhookEndpoint {
  readonly _id: string
  readonly url: string
  /** Events of this account only; of every account where there is none. */
  readonly accountId?: string
  /** Event names; all where it is empty. */
  readonly kinds: readonly string[]
  readonly createdAt: string
}

export const WEBHOOKS: CollectionKind = { name: 'notification_webhooks', indexes: [{ fields: ['accountId'] }], holds: 'state' }

const BELIEVED_MS = 1_000
const MOST_ENDPOINTS = 1_000

const opened = new WeakMap<Documents, Endpoints>()

/** The endpoints there are, and their secrets, which are derived from the master key and kept nowhere. */
export class Endpoints {
  private readonly known = new LRUCache<string, readonly WebhookEndpoint[]>({ max: 1, ttl: BELIEVED_MS })
  private readonly key: Buffer

  /** The same for routes and automations of a process, so that a new endpoint is called from the next event on. */
  static of(documents: Documents, secrets: Secrets): Endpoints {
    const endpoints = opened.get(documents) ?? new Endpoints(documents, secrets)
    opened.set(documents, endpoints)
    return endpoints
  }

  private constructor(
    private readonly documents: Documents,
    secrets: Secrets,
  ) {
    this.key = secrets.for('webhooks')
  }

  collection(): Promise<Collection<WebhookEndpoint>> {
    return this.documents.collection<WebhookEndpoint>(WEBHOOKS)
  }

  secretOf(endpointId: string): Uint8Array {
    return createHmac('sha256', this.key).update(endpointId).digest()
  }

  /** Its secret; nothing where it has been removed. */
  async secretOfExisting(endpointId: string): Promise<Uint8Array | undefined> {
    const found = await (await this.collection()).get(endpointId)
    return found === undefined ? undefined : this.secretOf(endpointId)
  }

  /** Those that want events of this kind for this account. */
  async for(kind: string, accountId: string | undefined): Promise<readonly WebhookEndpoint[]> {
    const all = this.known.get('all') ?? (await (await this.collection()).find({ limit: MOST_ENDPOINTS })).items
    this.known.set('all', all)
    return all.filter(
      (one) =>
        (one.accountId === undefined || one.accountId === accountId) && (one.kinds.length === 0 || one.kinds.includes(kind)),
    )
  }

  forget(): void {
    this.known.clear()
  }
}
