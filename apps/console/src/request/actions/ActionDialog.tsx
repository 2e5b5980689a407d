import { AccountDialog } from './AccountDialog.js'
import { AssignDialog } from './AssignDialog.js'
import { EngageDialog } from './EngageDialog.js'
import { EscalateDialog } from './EscalateDialog.js'
import { HoldDialog } from './HoldDialog.js'
import { KindDialog } from './KindDialog.js'
import { MergeDialog } from './MergeDialog.js'
import type { ActionName } from './possible-actions.js'
import { PriorityDialog } from './PriorityDialog.js'
import { ReasonDialog } from './ReasonDialog.js'
import { ResolveDialog } from './ResolveDialog.js'
import type { ActDialogProps } from './use-act.js'
import { WaitDialog } from './WaitDialog.js'

/** The question that an act asks before it is done. */
export function ActionDialog({ action, ...props }: ActDialogProps & { readonly action: ActionName }) {
  switch (action) {
    case 'assign':
      return <AssignDialog {...props} />
    case 'engage':
      return <EngageDialog {...props} />
    case 'await-client':
      return <WaitDialog {...props} />
    case 'hold':
      return <HoldDialog {...props} />
    case 'resolve':
      return <ResolveDialog {...props} />
    case 'priority':
      return <PriorityDialog {...props} />
    case 'account':
      return <AccountDialog {...props} />
    case 'kind':
      return <KindDialog {...props} />
    case 'merge':
      return <MergeDialog {...props} />
    case 'escalate':
      return <EscalateDialog {...props} />
    case 'cancel':
    case 'reject':
    case 'reopen':
      return <ReasonDialog {...props} action={action} />
    default:
      return null
  }
}
