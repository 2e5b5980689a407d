import { Button, Modal } from '@mantine/core'
import type { Problem } from '../api/problem.js'
import { besideFields } from '../api/problem.js'
import { messages } from '../messages/messages.js'
import styles from './form-dialog.module.css'
import { ProblemAlert } from './ProblemAlert.js'

interface FormDialogProps {
  readonly title: string
  readonly hint?: string
  readonly submit: string
  readonly danger?: boolean
  readonly pending: boolean
  readonly problem: Problem | undefined
  /** Names of the command's fields that the form shows; complaints about others are told above it. */
  readonly fields: readonly string[]
  readonly wide?: boolean
  readonly onSubmit: () => void
  readonly onClose: () => void
  readonly children: React.ReactNode
}

/** A question before something is done: fields, what went wrong at each, and one button that does it. */
export function FormDialog({
  title,
  hint,
  submit,
  danger,
  pending,
  problem,
  fields,
  wide,
  onSubmit,
  onClose,
  children,
}: FormDialogProps) {
  const beside = problem?.status === 412 ? messages.dialogs.changedMeanwhile : besideFields(problem, fields)
  return (
    <Modal
      opened
      onClose={pending ? () => undefined : onClose}
      title={title}
      size={wide === true ? 'lg' : 'md'}
      closeButtonProps={{ 'aria-label': messages.dialogs.cancel }}
    >
      <form
        className={styles['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit()
        }}
      >
        {beside !== undefined && <ProblemAlert error={problem} detail={beside} />}
        {children}
        {hint !== undefined && <p className={styles['hint']}>{hint}</p>}
        <div className={styles['buttons']}>
          <Button variant="default" onClick={onClose} disabled={pending}>
            {messages.dialogs.cancel}
          </Button>
          <Button type="submit" loading={pending} {...(danger === true ? { color: 'red.8' } : {})}>
            {submit}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
