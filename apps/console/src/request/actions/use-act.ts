import { actOn, type RequestAct, type RequestDetail } from '../../api/requests.js'
import { sayDone, sayProblem } from '../../look/told.js'
import { useSubmission } from '../../look/use-submission.js'
import { useRefetchRequest } from '../use-request.js'

export interface ActDialogProps {
  readonly request: RequestDetail
  /** Its number or id, as the address has it. */
  readonly asked: string
  readonly onClose: () => void
}

/** One act on the request that a dialog asks for; the dialog closes when it is done. */
export function useAct({ request, asked, onClose }: ActDialogProps, act: RequestAct, done: string, careful = false) {
  const refetch = useRefetchRequest(asked)
  return useSubmission({
    send: (body: Readonly<Record<string, unknown>>, key) =>
      actOn(request.id, act, body, key, careful ? request.revision : undefined),
    onDone: async () => {
      onClose()
      sayDone(done)
      await refetch()
    },
    onProblem: ({ status }) => {
      if (status === 412) void refetch()
    },
  })
}

/** An act that needs no question. */
export function useSimpleAct(asked: string) {
  const refetch = useRefetchRequest(asked)
  return useSubmission({
    send: ({ send }: SimpleAct, key) => send(key),
    onDone: refetch,
    onProblem: ({ title, detail }) => sayProblem(title, detail),
  })
}

export interface SimpleAct {
  /** What is done, so that one press after another has its own key. */
  readonly act: string
  readonly send: (key: string) => ReturnType<typeof actOn>
}
