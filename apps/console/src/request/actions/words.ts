import { messages } from '../../messages/messages.js'
import type { ActionName } from './possible-actions.js'

const { dialogs } = messages

const names: Readonly<Record<ActionName, string>> = {
  'take-up': dialogs.takeUp,
  'take-over': dialogs.takeOver,
  assign: dialogs.assign.title,
  engage: dialogs.engage.title,
  'await-client': dialogs.wait.title,
  hold: dialogs.hold.title,
  resume: dialogs.resume.title,
  resolve: dialogs.resolve.title,
  confirm: dialogs.confirm.title,
  close: dialogs.close.title,
  reopen: dialogs.reopen.title,
  cancel: dialogs.cancelRequest.title,
  reject: dialogs.reject.title,
  priority: dialogs.priority.title,
  account: dialogs.account.title,
  kind: dialogs.kind.title,
  merge: dialogs.merge.title,
  unmerge: dialogs.unmerge.title,
  escalate: dialogs.escalate.title,
}

export const nameOf = (action: ActionName): string => names[action]

/** The next step as a rule; the others are there when they are needed. */
export const movesOn = (action: ActionName): boolean => action !== 'escalate' && action !== 'reopen' && action !== 'unmerge'

/** Ends the request. */
export const dangerous = (action: ActionName): boolean => action === 'cancel' || action === 'reject'
