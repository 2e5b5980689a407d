import type { ErrorComponentProps } from '@tanstack/react-router'
import { useRouter } from '@tanstack/react-router'
import { Problem } from '../api/problem.js'
import { ProblemAlert } from '../look/ProblemAlert.js'
import screen from '../look/screen.module.css'
import { messages } from '../messages/messages.js'
import { NotFound } from './NotFound.js'

/** What stands in a screen's place when it could not be shown; the rest of the console goes on. */
export function ScreenProblem({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  if (error instanceof Problem && error.status === 404) return <NotFound />
  const again = () => {
    reset()
    void router.invalidate()
  }
  return (
    <div className={screen['screen']}>
      <ProblemAlert error={error} detail={error instanceof Problem ? undefined : messages.problem.screenBroken} onAgain={again} />
    </div>
  )
}
