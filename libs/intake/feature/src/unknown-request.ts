import { refuse, type Refusal } from '@spoc/platform-kernel'

/** For a request that there is not, and for one that the caller may not see: told apart by nobody. */
export function unknownRequest(): Refusal {
  return refuse('request-unknown', 'There is no such request.')
}
