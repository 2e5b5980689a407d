import { Button, TextInput } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import screen from '../look/screen.module.css'
import { useTitle } from '../look/use-title.js'
import { messages } from '../messages/messages.js'
import styles from './audit.module.css'

const { audit: says } = messages

/** Where an auditor begins: which request? */
export function AuditScreen() {
  const [number, setNumber] = useState('')
  const navigate = useNavigate()
  useTitle(says.title)
  return (
    <div className={screen['screen']}>
      <div className={screen['heading']}>
        <IconShieldCheck size={22} stroke={1.75} aria-hidden="true" />
        <h1 className={screen['title']}>{says.title}</h1>
      </div>
      <p className={screen['dim']}>{says.intro}</p>
      <form
        className={styles['find']}
        onSubmit={(event) => {
          event.preventDefault()
          if (number.trim() !== '') void navigate({ to: '/audit/$request', params: { request: number.trim() } })
        }}
      >
        <TextInput
          autoFocus
          label={says.find}
          placeholder={says.findPlaceholder}
          value={number}
          onChange={({ currentTarget }) => setNumber(currentTarget.value)}
        />
        <Button type="submit" disabled={number.trim() === ''}>
          {says.open}
        </Button>
      </form>
    </div>
  )
}
