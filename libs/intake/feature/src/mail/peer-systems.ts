import { Inject, Injectable } from '@nestjs/common'
import type { PeerNumber } from '@spoc/intake-contracts'
import { peerNumberIn, type IncomingMail, type PeerSystem } from '@spoc/intake-domain'
import type { Id } from '@spoc/platform-kernel'
import { DOCUMENTS } from '@spoc/platform-nest'
import type { Collection, CollectionKind, Documents } from '@spoc/platform-ports'
import { atFirstUse } from '@spoc/platform-runtime'

/** A ticket system of the other side: a carrier's, or (with an account) a client's own. Owned by intake, kept with its backup. */
export interface PeerSystemDocument {
  /** What it is called here, e.g. `carrier-x`. */
  readonly _id: string
  /** The addresses it writes from, in lower case. */
  readonly addresses: readonly string[]
  /** How its numbers look in a subject: a text with `{number}` in it, e.g. `CX-{number}`. */
  readonly numbers: string
  /** The client whose system it is; none: a carrier's or vendor's, whose word is not the client's. */
  readonly accountId?: Id<'account'>
}

export const PEER_SYSTEMS: CollectionKind = {
  name: 'intake_peer_systems',
  indexes: [{ fields: ['addresses'] }],
  holds: 'state',
}

/** A peer that sent a mail, and its number in the subject where there is one. */
export interface PeerOf {
  readonly system: string
  readonly accountId?: Id<'account'>
  readonly number?: PeerNumber
}

@Injectable()
export class PeerSystems {
  private readonly collection: () => Promise<Collection<PeerSystemDocument>>

  constructor(@Inject(DOCUMENTS) documents: Documents) {
    this.collection = atFirstUse<PeerSystemDocument>(documents, PEER_SYSTEMS)
  }

  /** The peer whose address the mail comes from. */
  async of(mail: Pick<IncomingMail, 'from' | 'subject'>): Promise<PeerOf | undefined> {
    const { items } = await (await this.collection()).find({ filter: { addresses: mail.from }, limit: 1 })
    const peer = items[0]
    if (peer === undefined) return undefined
    const number = peerNumberIn(mail, [systemOf(peer)])
    return {
      system: peer._id,
      ...(peer.accountId === undefined ? {} : { accountId: peer.accountId }),
      ...(number === undefined ? {} : { number }),
    }
  }

  async list(): Promise<readonly PeerSystemDocument[]> {
    return (await (await this.collection()).find({ limit: 1_000 })).items
  }

  async put(peer: PeerSystemDocument): Promise<void> {
    await (await this.collection()).put(peer)
  }

  /** False where there is none. */
  async remove(system: string): Promise<boolean> {
    return (await this.collection()).remove(system)
  }
}

/** The text around `{number}` is meant literally, so that no pattern can be written that takes for ever. */
export function systemOf({ _id, addresses, numbers }: PeerSystemDocument): PeerSystem {
  const [before, after] = numbers.split('{number}').map((text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
  return {
    system: _id,
    addresses: new Set(addresses),
    pattern: new RegExp(`(?<![\\p{L}\\p{N}])${before ?? ''}([\\p{L}\\p{N}][\\p{L}\\p{N}-]{1,39})${after ?? ''}`, 'iu'),
  }
}
