import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import screen from '../look/screen.module.css'
import { useTitle } from '../look/use-title.js'
import { messages } from '../messages/messages.js'
import { ParkedPart } from './ParkedPart.js'
import { ReadModelsPart } from './ReadModelsPart.js'

const { platform: says } = messages

/** Where an administrator sees that the platform itself is well, and mends it. */
export function PlatformScreen() {
  const [part, setPart] = useState('parked')
  useTitle(says.title)
  return (
    <div className={screen['screen']}>
      <div className={screen['heading']}>
        <h1 className={screen['title']}>{says.title}</h1>
        <SegmentedControl
          aria-label={says.which}
          data={[
            { value: 'parked', label: says.parked },
            { value: 'read-models', label: says.readModels },
          ]}
          value={part}
          onChange={setPart}
        />
      </div>
      {part === 'parked' ? <ParkedPart /> : <ReadModelsPart />}
    </div>
  )
}
