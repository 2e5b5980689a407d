import { Alert, Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Problem } from '../api/problem.js'
import { messages } from '../messages/messages.js'

interface ProblemAlertProps {
  readonly error: unknown
  /** In the place of the problem's own sentence. */
  readonly detail?: string | undefined
  readonly title?: string | undefined
  readonly onAgain?: () => void
}

/** What went wrong, said where it went wrong. */
export function ProblemAlert({ error, detail, title, onAgain }: ProblemAlertProps) {
  const problem = error instanceof Problem ? error : undefined
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconAlertTriangle size={18} />}
      title={title ?? problem?.title ?? messages.problem.title}
      role="alert"
    >
      <p>{detail ?? problem?.detail ?? String(error)}</p>
      {problem?.instance !== undefined && problem.status >= 500 && <p>{messages.problem.instance(problem.instance)}</p>}
      {onAgain !== undefined && (
        <Button size="xs" variant="default" mt="xs" onClick={onAgain}>
          {messages.problem.again}
        </Button>
      )}
    </Alert>
  )
}
