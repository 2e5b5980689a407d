import { timed } from '@spoc/platform-runtime'
import { countSilence, workStream } from '@spoc/works-domain'

/** An account that let its time to decide pass has answered as its contract says. Answers stand in the work's own stream. */
export const whenTimeToDecidePassesThenCountSilence = timed({
  kind: workStream,
  catchUpOn: () => [],
  fire: (work, given) => countSilence(work, given),
})
