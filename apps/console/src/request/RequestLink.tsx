import { Link } from '@tanstack/react-router'
import { messages } from '../messages/messages.js'
import { useRequest } from './use-request.js'

/** A request told by its id, shown by its number, and by its title where there is room for it. */
export function RequestLink({ id, titled = false }: { readonly id: string; readonly titled?: boolean }) {
  const { data, error } = useRequest(id)
  if (error !== null && data === undefined) return <span>{messages.request.notYours}</span>
  return (
    <Link to="/requests/$request" params={{ request: data?.number ?? id }}>
      {data === undefined ? messages.request.aRequest : titled ? `${data.number} · ${data.title}` : data.number}
    </Link>
  )
}
