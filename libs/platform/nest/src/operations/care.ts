import { refuse, Refused } from '@spoc/platform-kernel'
import type { DataCare } from '@spoc/platform-ports'
import type { Background } from '@spoc/platform-runtime'

/** The care of the data folder. Refused: `no-data-folder` 409, where the data is with servers that are cared for by their own means. */
export function careOf({ engines: { care } }: Background): DataCare {
  if (care === undefined)
    throw new Refused(
      refuse('no-data-folder', 'The data is with EventStoreDB and MongoDB: they are cared for by their own means.'),
    )
  return care
}
