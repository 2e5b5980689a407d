import { useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useState } from 'react'
import { clockStands } from '../time/ticker.js'
import { gathered } from './gathered.js'
import { listenLive, type LiveState } from './live-stream.js'
import { refetchAbout, refetchAll } from './refetch.js'

const Live = createContext<LiveState>('connecting')

export const useLive = (): LiveState => useContext(Live)

/** A burst of events is answered by one refetch. */
const GATHER_MS = 400

/** Listens while the console is open, and asks anew for what the events are about. */
export function LiveProvider({ children }: { readonly children: React.ReactNode }) {
  const queryClient = useQueryClient()
  const [state, setState] = useState<LiveState>('connecting')
  useEffect(() => {
    const events = gathered(GATHER_MS, (ids) => {
      refetchAbout(queryClient, ids)
      if (clockStands()) void queryClient.invalidateQueries({ queryKey: ['session'] })
    })
    const stop = listenLive('/api/v1/live', {
      onState: setState,
      onEvent: ({ id }) => events.add(id),
      onGap: () => refetchAll(queryClient),
    })
    return () => {
      stop()
      events.stop()
    }
  }, [queryClient])
  return <Live.Provider value={state}>{children}</Live.Provider>
}
