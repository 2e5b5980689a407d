import { Button, Menu } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { actOn, type RequestDetail } from '../../api/requests.js'
import { takeOver } from '../../api/routing.js'
import { useMe } from '../../app/session.js'
import { useKeys } from '../../keys/keys.js'
import { sayDone } from '../../look/told.js'
import { messages } from '../../messages/messages.js'
import { ActionDialog } from './ActionDialog.js'
import { IN_SIGHT, possibleActions, taking, type ActionName } from './possible-actions.js'
import styles from './actions.module.css'
import { useSimpleAct } from './use-act.js'
import { dangerous, movesOn, nameOf } from './words.js'

interface RequestActionsProps {
  readonly request: RequestDetail
  readonly asked: string
}

const { dialogs } = messages

/** Everything that can be done with the request now; the most likely in sight, the rest in a menu. */
export function RequestActions({ request, asked }: RequestActionsProps) {
  const actions = possibleActions(request, useMe())
  const narrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false })
  const [open, setOpen] = useState<ActionName | undefined>(undefined)
  const simple = useSimpleAct(asked)
  const [last, setLast] = useState<ActionName | undefined>(undefined)
  const act = (name: ActionName) => {
    const send = simply(name, request.id)
    if (send === undefined) return setOpen(name)
    if (simple.pending) return
    setLast(name)
    simple.submit({
      act: `${name}-${request.revision}`,
      send: (key) => send(key).then((answer) => (sayDone(doneOf(name)), answer)),
    })
  }
  const by = (name: ActionName | undefined) => () => {
    if (name !== undefined && actions.includes(name)) act(name)
  }
  useKeys({ t: by(taking(actions)), e: by('engage'), w: by('await-client'), s: by('resolve') })
  if (actions.length === 0) return null
  const inSight = actions.slice(0, narrow ? 2 : IN_SIGHT)
  const inMenu = actions.slice(inSight.length)
  return (
    <div className={styles['actions']} role="group" aria-label={dialogs.actions}>
      {inSight.map((name, index) => (
        <Button
          key={name}
          variant={index === 0 && movesOn(name) ? 'filled' : 'default'}
          loading={simple.pending && last === name}
          onClick={() => act(name)}
        >
          {nameOf(name)}
        </Button>
      ))}
      {inMenu.length > 0 && (
        <Menu position="bottom-start" width={220}>
          <Menu.Target>
            <Button
              variant="default"
              leftSection={<IconDots size={16} aria-hidden="true" />}
              loading={simple.pending && inMenu.includes(last ?? 'engage')}
            >
              {dialogs.more}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {inMenu.map((name) => (
              <Menu.Item key={name} onClick={() => act(name)} {...(dangerous(name) ? { color: 'var(--tone-breached)' } : {})}>
                {nameOf(name)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {open !== undefined && <ActionDialog action={open} request={request} asked={asked} onClose={() => setOpen(undefined)} />}
    </div>
  )
}

/** How acts without a question are sent; none for those that open a dialog. */
function simply(name: ActionName, id: string): ((key: string) => ReturnType<typeof actOn>) | undefined {
  switch (name) {
    case 'take-up':
    case 'resume':
    case 'confirm':
    case 'close':
    case 'unmerge':
      return (key) => actOn(id, name, {}, key)
    case 'take-over':
      return (key) => takeOver(id, key)
    default:
      return undefined
  }
}

function doneOf(name: ActionName): string {
  switch (name) {
    case 'take-up':
      return dialogs.takenUp
    case 'take-over':
      return dialogs.takenOver
    case 'resume':
      return dialogs.resume.done
    case 'confirm':
      return dialogs.confirm.done
    case 'close':
      return dialogs.close.done
    default:
      return dialogs.unmerge.done
  }
}
