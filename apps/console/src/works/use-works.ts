import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { allItems } from '../api/page.js'
import { actOnWork, readWork, readWorks, type WorkAct } from '../api/works.js'
import { sayDone } from '../look/told.js'
import { useSubmission } from '../look/use-submission.js'

/** Works ahead and under way, the next first; or what is past, the latest first. */
export function useWorks(past: boolean) {
  const list = useInfiniteQuery({
    queryKey: ['works', past ? 'past' : 'ahead'],
    queryFn: ({ pageParam, signal }) =>
      readWorks({ limit: 50, cursor: pageParam, open: !past, sort: past ? '-window' : 'window' }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    refetchInterval: 60_000,
  })
  return { ...list, works: allItems(list.data?.pages) }
}

export const useWork = (id: string) =>
  useQuery({ queryKey: ['works', 'one', id], queryFn: ({ signal }) => readWork(id, signal), refetchInterval: 60_000 })

interface Answered {
  readonly act: WorkAct
  readonly body: Readonly<Record<string, string>>
  readonly done: string
}

/** One answer or act on a work. */
export function useWorkAct(id: string, onClose?: () => void, onProblem?: (title: string, detail: string) => void) {
  const queryClient = useQueryClient()
  return useSubmission({
    send: ({ act, body, done }: Answered, key) =>
      actOnWork(id, act, body, key).then((answer) => {
        sayDone(done)
        return answer
      }),
    onDone: async () => {
      onClose?.()
      await queryClient.invalidateQueries({ queryKey: ['works'] })
    },
    onProblem: ({ title, detail }) => onProblem?.(title, detail),
  })
}
