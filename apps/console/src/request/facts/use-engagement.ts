import { actOnEngagement, type EngagementAct } from '../../api/routing.js'
import { sayDone, sayProblem } from '../../look/told.js'
import { useSubmission } from '../../look/use-submission.js'
import { messages } from '../../messages/messages.js'
import { useRefetchRequest } from '../use-request.js'

const done: Readonly<Record<EngagementAct, string>> = {
  acceptance: messages.dialogs.engagement.accepted,
  decline: messages.dialogs.engagement.declined,
  completion: messages.dialogs.engagement.completed,
  withdrawal: messages.dialogs.engagement.withdrawn,
}

/** An engineer takes the engagement, by one press. */
export function useAcceptEngagement(asked: string) {
  const refetch = useRefetchRequest(asked)
  return useSubmission({
    send: ({ id }: { readonly id: string }, key) => actOnEngagement(id, 'acceptance', {}, key),
    onDone: async () => {
      sayDone(done.acceptance)
      await refetch()
    },
    onProblem: ({ title, detail }) => sayProblem(title, detail),
  })
}

export interface EngagementAnswer {
  readonly act: EngagementAct
  readonly body: Readonly<Record<string, string>>
}

/** An answer that needs words. */
export function useEngagementAnswer(asked: string, id: string, onClose: () => void) {
  const refetch = useRefetchRequest(asked)
  return useSubmission({
    send: ({ act, body }: EngagementAnswer, key) =>
      actOnEngagement(id, act, body, key).then((answer) => {
        sayDone(done[act])
        return answer
      }),
    onDone: async () => {
      onClose()
      await refetch()
    },
  })
}
