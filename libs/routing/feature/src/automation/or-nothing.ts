import { isRefusal, type Decision, type Fact } from '@spoc/platform-kernel'

/** An automation has nobody to refuse: what is not fitting any more is left undone. */
export function orNothing<E extends Fact>(decision: Decision<E>): readonly E[] {
  return isRefusal(decision) ? [] : decision
}
