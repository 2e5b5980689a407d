import { useMemo } from 'react'
import type { Clock } from '../api/requests.js'
import { messages } from '../messages/messages.js'
import { word } from '../messages/en/words.js'
import { countdown } from '../time/countdown.js'
import { useByNow } from '../time/use-now.js'
import styles from './clock-countdown.module.css'

const STEPS = 50

/** A clock as it stands, counting by the platform's time. `named` puts the clock's name before it. */
export function ClockCountdown({ clock, named = false }: { readonly clock: Clock; readonly named?: boolean }) {
  const seen = useByNow((now) => {
    const { tone, text, over, share } = countdown(clock, now, messages.units)
    return [tone, text ?? '', over ? 'over' : '', share === undefined ? '' : Math.round(share * STEPS) / STEPS].join('|')
  })
  const [tone, text, over, share] = useMemo(() => seen.split('|'), [seen])
  const name = word(messages.clock, clock.clock)
  const state = text === '' ? word(messages.countdownState, tone) : undefined
  const shown = text === '' || text === undefined ? state : over === 'over' ? messages.countdown.over(text) : text
  const spoken =
    text === '' || text === undefined
      ? messages.countdown.spoken(name, state ?? '')
      : over === 'over'
        ? messages.countdown.spokenOver(name, text)
        : messages.countdown.spokenLeft(name, text)
  return (
    <span className={styles['countdown']} data-tone={tone}>
      <span className={styles['line']} aria-hidden="true">
        {named && <span className={styles['name']}>{name}</span>}
        <span className={styles['time']}>{shown}</span>
      </span>
      <span className="spoken-only">{spoken}</span>
      <span className={styles['bar']} aria-hidden="true">
        <span style={{ transform: `scaleX(${share === '' ? 0 : share})` }} />
      </span>
    </span>
  )
}
