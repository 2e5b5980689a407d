import { Skeleton } from '@mantine/core'
import screen from '../look/screen.module.css'

/** Stands in the place of a screen whose code is on its way. */
export function ScreenWaiting() {
  return (
    <div className={screen['screen']} aria-busy="true">
      <Skeleton height={28} width={180} />
      <Skeleton height={320} />
    </div>
  )
}
