import { Tooltip } from '@mantine/core'
import { messages } from '../messages/messages.js'
import { useLive } from './LiveProvider.js'
import styles from './live-mark.module.css'

/** Whether what is on the screen follows what happens. */
export function LiveMark() {
  const state = useLive()
  const hint = state === 'live' ? messages.live.liveHint : state === 'lost' ? messages.live.lostHint : messages.live.connecting
  return (
    <Tooltip label={hint} multiline w={240}>
      <span className={styles['live']} data-state={state} role="status" tabIndex={0}>
        {messages.live[state]}
      </span>
    </Tooltip>
  )
}
