import { Kbd, Modal, Switch } from '@mantine/core'
import { useState } from 'react'
import { messages } from '../messages/messages.js'
import { singleKeysOn, turnSingleKeys } from './keys.js'
import styles from './shortcuts-dialog.module.css'

const { keys } = messages

const groups: readonly { readonly title: string; readonly lines: readonly (readonly [string, string])[] }[] = [
  {
    title: keys.everywhere,
    lines: [
      ['?', keys.help],
      ['/', keys.search],
      ['c', keys.newRequest],
      ['1', keys.goQueue],
      ['2', keys.goPages],
      ['3', keys.goWorks],
    ],
  },
  {
    title: keys.inQueue,
    lines: [
      ['j', keys.down],
      ['k', keys.up],
      ['Enter', keys.open],
    ],
  },
  {
    title: keys.onRequest,
    lines: [
      ['t', keys.take],
      ['r', keys.reply],
      ['n', keys.note],
      ['e', keys.engage],
      ['w', keys.wait],
      ['s', keys.resolve],
      ['u', keys.back],
    ],
  },
]

export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const [on, setOn] = useState(singleKeysOn)
  return (
    <Modal opened onClose={onClose} title={keys.title} size="lg" closeButtonProps={{ 'aria-label': messages.dialogs.cancel }}>
      <div className={styles['groups']}>
        {groups.map(({ title, lines }) => (
          <section key={title}>
            <h3 className={styles['title']}>{title}</h3>
            <dl className={styles['lines']}>
              {lines.map(([key, what]) => (
                <div key={key}>
                  <dt>
                    <Kbd>{key}</Kbd>
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <Switch
        mt="md"
        checked={on}
        label={keys.enabled}
        description={keys.enabledHint}
        onChange={({ currentTarget }) => {
          turnSingleKeys(currentTarget.checked)
          setOn(currentTarget.checked)
        }}
      />
    </Modal>
  )
}
