import { MultiSelect, NativeSelect, Switch, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { serviceLabel } from '../api/directory.js'
import { byField } from '../api/problem.js'
import { planWork, workImpacts } from '../api/works.js'
import { useServices } from '../app/directory.js'
import { FormDialog } from '../look/FormDialog.js'
import { sayDone } from '../look/told.js'
import { useSubmission } from '../look/use-submission.js'
import { messages } from '../messages/messages.js'
import { word } from '../messages/en/words.js'
import { localZone } from '../time/instants.js'
import { emptyPlan, planBody, type Plan } from './plan.js'
import styles from './works.module.css'

const { works: says } = messages
const fields = ['title', 'description', 'kind', 'serviceInstanceIds', 'windows', 'impact', 'method', 'rollback']

export function PlanDialog({ onClose }: { readonly onClose: () => void }) {
  const [plan, setPlan] = useState<Plan>(emptyPlan)
  const { data: services } = useServices(undefined)
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const { submit, pending, problem } = useSubmission({
    send: (body: Readonly<Record<string, unknown>>, key) => planWork(body, key),
    onDone: async ({ id, reference }) => {
      sayDone(says.planned(reference))
      await queryClient.invalidateQueries({ queryKey: ['works'] })
      await navigate({ to: '/works/$work', params: { work: id } })
    },
  })
  const wrong = byField(problem)
  const conflicts = problem?.code === 'works-conflict' || plan.despiteConflicts
  const set = (change: Partial<Plan>) => setPlan((before) => ({ ...before, ...change }))
  return (
    <FormDialog
      wide
      title={says.plan}
      hint={says.hint}
      submit={says.submit}
      pending={pending}
      problem={problem}
      fields={fields}
      onClose={onClose}
      onSubmit={() => submit(planBody(plan, localZone()))}
    >
      {conflicts && (
        <Switch
          label={says.despite}
          checked={plan.despiteConflicts}
          onChange={({ currentTarget }) => set({ despiteConflicts: currentTarget.checked })}
        />
      )}
      <TextInput
        data-autofocus
        label={says.name}
        value={plan.title}
        error={wrong['title']}
        onChange={({ currentTarget }) => set({ title: currentTarget.value })}
      />
      <Textarea
        autosize
        minRows={2}
        label={says.description}
        value={plan.description}
        error={wrong['description']}
        onChange={({ currentTarget }) => set({ description: currentTarget.value })}
      />
      <MultiSelect
        searchable
        label={says.services}
        placeholder={says.servicesPlaceholder}
        data={(services?.items ?? []).map((service) => ({ value: service.id, label: serviceLabel(service) }))}
        value={[...plan.serviceInstanceIds]}
        error={wrong['serviceInstanceIds']}
        onChange={(serviceInstanceIds) => set({ serviceInstanceIds })}
      />
      <div className={styles['pair']}>
        <TextInput
          type="datetime-local"
          label={`${says.from} (${localZone()})`}
          value={plan.from}
          error={wrong['windows.0.from'] ?? wrong['windows[0].from'] ?? wrong['windows']}
          onChange={({ currentTarget }) => set({ from: currentTarget.value })}
        />
        <TextInput
          type="datetime-local"
          label={says.to}
          value={plan.to}
          error={wrong['windows.0.to'] ?? wrong['windows[0].to']}
          onChange={({ currentTarget }) => set({ to: currentTarget.value })}
        />
        <NativeSelect
          label={says.impact}
          data={workImpacts.map((value) => ({ value, label: word(messages.workImpact, value) }))}
          value={plan.impact}
          error={wrong['impact']}
          onChange={({ currentTarget }) => set({ impact: currentTarget.value })}
        />
        <NativeSelect
          label={says.kind}
          data={Object.keys(messages.workKind).map((value) => ({ value, label: word(messages.workKind, value) }))}
          value={plan.kind}
          error={wrong['kind']}
          onChange={({ currentTarget }) => set({ kind: currentTarget.value })}
        />
      </div>
      <Textarea
        autosize
        minRows={2}
        label={`${says.method} (${messages.dialogs.create.optional})`}
        value={plan.method}
        error={wrong['method']}
        onChange={({ currentTarget }) => set({ method: currentTarget.value })}
      />
      <Textarea
        autosize
        minRows={2}
        label={`${says.rollback} (${messages.dialogs.create.optional})`}
        value={plan.rollback}
        error={wrong['rollback']}
        onChange={({ currentTarget }) => set({ rollback: currentTarget.value })}
      />
    </FormDialog>
  )
}
