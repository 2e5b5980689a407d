import { Button, SegmentedControl, Textarea } from '@mantine/core'
import { IconLock, IconSend, IconWorld } from '@tabler/icons-react'
import { useImperativeHandle, useRef, useState, type Ref } from 'react'
import { besideFields, byField } from '../../api/problem.js'
import { actOn, type RequestDetail } from '../../api/requests.js'
import { mayReply } from '../../app/roles.js'
import { useMe } from '../../app/session.js'
import { ProblemAlert } from '../../look/ProblemAlert.js'
import { sayDone } from '../../look/told.js'
import { useSubmission } from '../../look/use-submission.js'
import { messages } from '../../messages/messages.js'
import { useRefetchRequest } from '../use-request.js'
import styles from './composer.module.css'
import { useDraft } from './draft.js'

type Mode = 'reply' | 'note'

export interface ComposerHandle {
  readonly write: (mode: Mode) => void
}

interface ComposerProps {
  readonly request: RequestDetail
  readonly asked: string
  readonly client: boolean
  readonly ref: Ref<ComposerHandle>
}

const { composer } = messages.request

/** Where one writes: to the client, or for colleagues only. The two never look alike. */
export function Composer({ request, asked, client, ref }: ComposerProps) {
  const maySpeak = client || mayReply(useMe())
  const [mode, setMode] = useState<Mode>(maySpeak ? 'reply' : 'note')
  const [text, setText, forgetDraft] = useDraft(`${request.id}.${mode}`)
  const place = useRef<HTMLTextAreaElement>(null)
  const refetch = useRefetchRequest(asked)
  useImperativeHandle(ref, () => ({
    write: (chosen) => {
      if (chosen === 'note' ? !client : maySpeak) setMode(chosen)
      place.current?.focus()
      place.current?.scrollIntoView({ block: 'center' })
    },
  }))
  const { submit, pending, problem } = useSubmission({
    send: (content: { readonly mode: Mode; readonly text: string }, key) =>
      actOn(request.id, content.mode === 'reply' ? 'replies' : 'notes', { text: content.text }, key),
    onDone: async () => {
      forgetDraft()
      sayDone(mode === 'reply' ? composer.sent : composer.noted)
      await refetch()
    },
  })
  const send = () => {
    if (text.trim() !== '' && !pending) submit({ mode, text: text.trim() })
  }
  const beside = besideFields(problem, ['text'])
  const placeholder =
    mode === 'note'
      ? composer.notePlaceholder
      : client
        ? composer.replyClientPlaceholder
        : composer.replyPlaceholder(request.contact?.name ?? request.contactName ?? composer.theClient)
  return (
    <section
      className={styles['composer']}
      data-mode={mode}
      aria-label={mode === 'reply' ? composer.replyLabel : composer.noteLabel}
    >
      {!client && maySpeak && (
        <SegmentedControl
          size="xs"
          className={styles['modes'] ?? ''}
          data={[
            { value: 'reply', label: composer.reply },
            { value: 'note', label: composer.note },
          ]}
          value={mode}
          onChange={(value) => setMode(value === 'note' ? 'note' : 'reply')}
        />
      )}
      {beside !== undefined && <ProblemAlert error={problem} detail={beside} />}
      <Textarea
        ref={place}
        autosize
        minRows={2}
        maxRows={14}
        aria-label={mode === 'reply' ? (client ? composer.replyClient : composer.replyLabel) : composer.noteLabel}
        placeholder={placeholder}
        value={text}
        error={byField(problem)['text']}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send()
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
      />
      <div className={styles['foot']}>
        <span className={styles['hint']}>
          {mode === 'reply' ? <IconWorld size={15} aria-hidden="true" /> : <IconLock size={15} aria-hidden="true" />}
          {mode === 'note' ? composer.noteHint : client ? composer.replyClientHint : composer.replyHint}
        </span>
        <Button
          size="compact-sm"
          leftSection={<IconSend size={15} aria-hidden="true" />}
          loading={pending}
          disabled={text.trim() === ''}
          title={composer.sendKey}
          {...(mode === 'note' ? { color: 'var(--note-line-strong)' } : {})}
          onClick={send}
        >
          {mode === 'reply' ? composer.sendReply : composer.sendNote}
        </Button>
      </div>
    </section>
  )
}
