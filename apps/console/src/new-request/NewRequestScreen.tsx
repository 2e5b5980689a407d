import { Button, NativeSelect, Switch, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { besideFields, byField } from '../api/problem.js'
import { kinds, levels, receiveRequest } from '../api/requests.js'
import { isClient } from '../app/roles.js'
import { useMe } from '../app/session.js'
import { ProblemAlert } from '../look/ProblemAlert.js'
import screen from '../look/screen.module.css'
import { sayDone } from '../look/told.js'
import { useSubmission } from '../look/use-submission.js'
import { useTitle } from '../look/use-title.js'
import { messages } from '../messages/messages.js'
import { word } from '../messages/en/words.js'
import { emptyDraft, requestBody, type DraftRequest } from './draft-request.js'
import styles from './new-request.module.css'
import { WhoseFields } from './WhoseFields.js'

const { create: says } = messages.dialogs
const fields = [
  'accountId',
  'contactId',
  'serviceInstanceId',
  'kind',
  'title',
  'description',
  'clientReference',
  'impact',
  'urgency',
  'occurredAt',
]

/** What was told by phone or in person; or what a client tells its single point of contact. */
export function NewRequestScreen() {
  const client = isClient(useMe())
  useTitle(says.title)
  const [draft, setDraft] = useState<DraftRequest>({ ...emptyDraft, byPhone: !client })
  const set = (change: Partial<DraftRequest>) => setDraft((before) => ({ ...before, ...change }))
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const { submit, pending, problem } = useSubmission({
    send: (body: Readonly<Record<string, unknown>>, key) => receiveRequest(body, key),
    onDone: async ({ number }) => {
      sayDone(says.done(number))
      void queryClient.invalidateQueries({ queryKey: ['requests'] })
      await navigate({ to: '/requests/$request', params: { request: number } })
    },
  })
  const wrong = byField(problem)
  const beside = besideFields(problem, fields)
  return (
    <div className={`${screen['screen']} ${styles['narrow']}`}>
      <h1 className={screen['title']}>{client ? says.titleClient : says.title}</h1>
      <p className={screen['dim']}>{client ? says.introClient : says.intro}</p>
      <form
        noValidate
        className={`${screen['card']} ${screen['padded']} ${styles['form']}`}
        onSubmit={(event) => {
          event.preventDefault()
          submit(requestBody(draft))
        }}
      >
        {beside !== undefined && <ProblemAlert error={problem} detail={beside} />}
        <WhoseFields draft={draft} client={client} wrong={wrong} onChange={set} />
        <TextInput
          label={says.heading}
          description={says.headingHint}
          value={draft.title}
          error={wrong['title']}
          onChange={({ currentTarget }) => set({ title: currentTarget.value })}
        />
        <Textarea
          autosize
          minRows={5}
          label={says.description}
          value={draft.description}
          error={wrong['description']}
          onChange={({ currentTarget }) => set({ description: currentTarget.value })}
        />
        <div className={styles['row']}>
          <Choice
            label={says.kind}
            values={kinds}
            words={messages.kind}
            value={draft.kind}
            error={wrong['kind']}
            onChange={(kind) => set({ kind })}
          />
          <Choice
            label={says.impact}
            values={levels}
            words={messages.level}
            value={draft.impact}
            error={wrong['impact']}
            onChange={(impact) => set({ impact })}
          />
          <Choice
            label={says.urgency}
            values={levels}
            words={messages.level}
            value={draft.urgency}
            error={wrong['urgency']}
            onChange={(urgency) => set({ urgency })}
          />
        </div>
        <div className={styles['row']}>
          <TextInput
            label={`${client ? says.referenceClient : says.reference} (${says.optional})`}
            value={draft.clientReference}
            error={wrong['clientReference']}
            onChange={({ currentTarget }) => set({ clientReference: currentTarget.value })}
          />
          <TextInput
            type="datetime-local"
            label={`${says.occurredAt} (${says.optional})`}
            value={draft.occurredAt}
            error={wrong['occurredAt']}
            onChange={({ currentTarget }) => set({ occurredAt: currentTarget.value })}
          />
        </div>
        {!client && (
          <Switch
            label={says.byPhone}
            checked={draft.byPhone}
            onChange={({ currentTarget }) => set({ byPhone: currentTarget.checked })}
          />
        )}
        <div className={styles['buttons']}>
          <Button variant="default" onClick={() => void navigate({ to: '/requests' })}>
            {messages.dialogs.cancel}
          </Button>
          <Button type="submit" loading={pending}>
            {says.submit}
          </Button>
        </div>
      </form>
    </div>
  )
}

interface ChoiceProps<T extends string> {
  readonly label: string
  readonly values: readonly T[]
  readonly words: Readonly<Record<string, string>>
  readonly value: T
  readonly error: string | undefined
  readonly onChange: (value: T) => void
}

function Choice<T extends string>({ label, values, words, value, error, onChange }: ChoiceProps<T>) {
  return (
    <NativeSelect
      label={label}
      data={values.map((one) => ({ value: one, label: word(words, one) }))}
      value={value}
      error={error}
      onChange={({ currentTarget }) => onChange(values.find((one) => one === currentTarget.value) ?? value)}
    />
  )
}
