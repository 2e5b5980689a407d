import { useQueryClient } from '@tanstack/react-query'
import { declinePage } from '../api/routing.js'
import { ReasonDialog } from '../look/ReasonDialog.js'
import { messages } from '../messages/messages.js'

const { pages: says } = messages

export function DeclinePageDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const queryClient = useQueryClient()
  return (
    <ReasonDialog
      title={says.declineTitle}
      hint={says.declineHint}
      label={says.declineReason}
      submit={says.decline}
      send={(reason, key) => declinePage(id, reason, key)}
      onDone={() => queryClient.invalidateQueries({ queryKey: ['pages'] })}
      onClose={onClose}
    />
  )
}
