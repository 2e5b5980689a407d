import { createHash } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import type { AutomaticMail } from '@spoc/intake-domain'
import { idOf, keyOfAuthor, type Instant } from '@spoc/platform-kernel'
import { CLOCK, DOCUMENTS } from '@spoc/platform-nest'
import type { Clock, Collection, CollectionKind, Documents, Found, Query } from '@spoc/platform-ports'
import { atFirstUse, SealedBlobs } from '@spoc/platform-runtime'

/** Why a mail opened nothing. */
export const quarantineKinds: readonly QuarantineDocument['kind'][] = [
  'own-address',
  'loop',
  'bounce',
  'automatic-reply',
  'generated',
  'bulk',
  'list',
  'unreadable',
  'refused',
]

/** A mail that opened nothing and moved nothing, and why. Holds nothing personal: the mail itself lies sealed beside it. */
export interface QuarantineDocument {
  readonly _id: string
  readonly at: Instant
  readonly kind: AutomaticMail['kind'] | 'unreadable' | 'refused'
  /** A sentence for whoever looks. */
  readonly reason: string
  readonly messageId?: string
  /** The sender, where one is told: keyed hash of the address. */
  readonly fromHash?: string
  /** Our own mailboxes it came to. */
  readonly mailboxes: readonly string[]
  /** Checksum of the sealed blob that holds it. */
  readonly rawBlob: string
  /** Bytes. */
  readonly size: number
}

export const QUARANTINE: CollectionKind = {
  name: 'intake_quarantine',
  indexes: [{ fields: ['at'] }, { fields: ['kind', 'at'] }],
  holds: 'state',
  instants: ['at'],
}

export type Refusing = Pick<QuarantineDocument, 'kind' | 'reason' | 'messageId' | 'fromHash' | 'mailboxes'>

/** Keeps what came by mail and was not taken in. Owned by intake, kept with its backup; the same mail again is kept once. */
@Injectable()
export class Quarantine {
  private readonly collection: () => Promise<Collection<QuarantineDocument>>

  constructor(
    @Inject(DOCUMENTS) documents: Documents,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly blobs: SealedBlobs,
  ) {
    this.collection = atFirstUse<QuarantineDocument>(documents, QUARANTINE)
  }

  /** Durable when it resolves. */
  async keep(raw: Uint8Array, refused: Refusing): Promise<void> {
    const id = idOf('quarantine', refused.messageId ?? createHash('sha256').update(raw).digest('hex'))
    const collection = await this.collection()
    const known = await collection.get(id)
    const mailboxes = [...new Set([...(known?.mailboxes ?? []), ...refused.mailboxes])]
    if (known !== undefined) return collection.put({ ...known, mailboxes })
    const { sha256, size } = await this.blobs.put(raw, keyOfAuthor(id, 'sender'))
    await collection.put({ _id: id, at: this.clock.now(), ...refused, rawBlob: sha256, size })
  }

  async find(query: Query): Promise<Found<QuarantineDocument>> {
    return (await this.collection()).find(query)
  }

  async get(id: string): Promise<{ readonly kept: QuarantineDocument; readonly raw: Uint8Array | undefined } | undefined> {
    const kept = await (await this.collection()).get(id)
    return kept && { kept, raw: await this.blobs.get(kept.rawBlob) }
  }
}
