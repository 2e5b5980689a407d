import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { allItems } from '../api/page.js'
import { actOnWork, readWork, readWorks, type WorkAct } from '../api/works.js'
import { sayDone } from '../look/told.js'
import { useSubmission } from '../look/use-submission.js'

export function useWorks() {
  const list = useInfiniteQuery({
    queryKey: ['works'],
    queryFn: ({ pageParam, signal }) => readWorks({ limit: 50, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    refetchInterval: 60_000,
  })
  return { ...list, works: allItems(list.data?.pages) }
}

export const useWork = (id: string) =>
  useQuery({ queryKey: ['works', id], queryFn: ({ signal }) => readWork(id, signal), refetchInterval: 60_000 })

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
