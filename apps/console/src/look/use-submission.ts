import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import type { Done } from '../api/client.js'
import { Problem } from '../api/problem.js'
import { randomKey, submissionOf, type Submission } from '../api/submission.js'

interface SubmissionOptions<C, T> {
  /** Sends the content under the key, which stays the same over retries of the same content. */
  readonly send: (content: C, key: string) => Promise<Done<T>>
  readonly onDone?: (done: T) => void | Promise<void>
  readonly onProblem?: (problem: Problem) => void
}

/** Sends what a person wants done, once, however often it has to be sent; nothing is shown as done before the platform says so. */
export function useSubmission<C, T = unknown>({ send, onDone, onProblem }: SubmissionOptions<C, T>) {
  const submission = useRef<Submission | undefined>(undefined)
  const mutation = useMutation({
    mutationFn: (content: C) => {
      submission.current = submissionOf(submission.current, content, randomKey)
      return send(content, submission.current.key)
    },
    onSuccess: async ({ body }) => {
      submission.current = undefined
      await onDone?.(body)
    },
    onError: (error) => {
      if (error instanceof Problem) onProblem?.(error)
    },
  })
  const problem = mutation.error instanceof Problem ? mutation.error : undefined
  return { submit: mutation.mutate, pending: mutation.isPending, problem, forget: mutation.reset }
}
