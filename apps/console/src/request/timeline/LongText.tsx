import { Button } from '@mantine/core'
import { useState } from 'react'
import { messages } from '../../messages/messages.js'
import { isLong } from './long.js'
import styles from './timeline.module.css'

/** What somebody wrote, as it was written; a long text is folded until it is asked for. */
export function LongText({ text }: { readonly text: string }) {
  const [whole, setWhole] = useState(false)
  const long = isLong(text)
  return (
    <>
      <p className={styles['text']} data-folded={long && !whole}>
        {text}
      </p>
      {long && (
        <Button variant="subtle" size="compact-xs" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? messages.request.showLess : messages.request.showAll}
        </Button>
      )}
    </>
  )
}
