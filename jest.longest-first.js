import Sequencer from '@jest/test-sequencer'

/** Specs that take longest, and would keep one core waiting for the other where they began last. Jest knows how long a spec takes only where it has run before. */
const LONG = [
  'kill-under-load',
  'every-route',
  'business-time/properties',
  'a-simulated-year',
  'care.spec',
  'laws/reactions',
  'event-log.contract',
  'demonstration',
]

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const place = ({ path }) => {
      const found = LONG.findIndex((part) => path.includes(part))
      return found < 0 ? LONG.length : found
    }
    return [...super.sort(tests)].sort((one, other) => place(one) - place(other))
  }
}
