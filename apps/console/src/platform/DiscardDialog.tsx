import { useQueryClient } from '@tanstack/react-query'
import { discard, type Parked } from '../api/platform.js'
import { ReasonDialog } from '../look/ReasonDialog.js'
import { sayDone } from '../look/told.js'
import { messages } from '../messages/messages.js'

const { platform: says } = messages

/** Asks why, before an input is given up for good. */
export function DiscardDialog({ parked, onClose }: { readonly parked: Parked; readonly onClose: () => void }) {
  const queryClient = useQueryClient()
  return (
    <ReasonDialog
      title={says.discardTitle}
      hint={says.discardHint}
      label={says.discardReason}
      submit={says.discardSubmit}
      danger
      send={(reason, key) => discard(parked, reason, key)}
      onDone={async (redriven) => {
        sayDone(says.redriven(redriven))
        await queryClient.invalidateQueries({ queryKey: ['parked'] })
      }}
      onClose={onClose}
    />
  )
}
