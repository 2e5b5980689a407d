import { SetMetadata } from '@nestjs/common'
import type { CollectionKind } from '@spoc/platform-ports'

export const READS = 'spoc:reads'

/** The collections a query reads: `?after=` waits for them, and the answer says how fresh they are. */
export const Reads = (...kinds: readonly CollectionKind[]) => SetMetadata(READS, kinds)
