import { SegmentedControl } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import type { RequestDetail } from '../api/requests.js'
import { isClient } from '../app/roles.js'
import { useMe } from '../app/session.js'
import { useKeys } from '../keys/keys.js'
import screen from '../look/screen.module.css'
import { useTitle } from '../look/use-title.js'
import { messages } from '../messages/messages.js'
import { RequestActions } from './actions/RequestActions.js'
import { ClocksStrip } from './ClocksStrip.js'
import { Composer, type ComposerHandle } from './composer/Composer.js'
import { Facts } from './facts/Facts.js'
import { RequestHeader } from './RequestHeader.js'
import { RequestPart } from './RequestPart.js'
import { Standing } from './Standing.js'
import styles from './request.module.css'
import { tabFrom, tabs } from './tabs.js'

const route = getRouteApi('/inside/requests/$request')

interface RequestViewProps {
  readonly request: RequestDetail
  /** Its number or id, as the address has it. */
  readonly asked: string
}

/** One request: what it is, how its promise stands, what happened, and what can be done. */
export function RequestView({ request, asked }: RequestViewProps) {
  const me = useMe()
  const client = isClient(me)
  const { tab } = route.useSearch()
  const navigate = useNavigate()
  const narrow = useMediaQuery('(max-width: 62em)', undefined, { getInitialValueInEffect: false })
  const composer = useRef<ComposerHandle>(null)
  const [factsShown, setFactsShown] = useState(false)
  useKeys({
    r: () => composer.current?.write('reply'),
    n: () => composer.current?.write('note'),
    u: () => void navigate({ to: '/requests' }),
  })
  useTitle(`${request.number} · ${request.title}`)
  const show = (chosen: string) =>
    void navigate({ to: '/requests/$request', params: { request: asked }, search: tabFrom({ tab: chosen }), replace: true })
  return (
    <div className={screen['screen']}>
      <RequestHeader request={request} client={client} />
      <RequestActions request={request} asked={asked} />
      <div className={styles['columns']}>
        <div className={styles['main']}>
          <div className={styles['first']}>
            <Standing request={request} />
            <ClocksStrip request={request} />
          </div>
          {!client && (
            <SegmentedControl
              className={styles['tabs'] ?? ''}
              data={tabs.map((value) => ({ value, label: messages.request.tabs[value] }))}
              value={tab ?? 'timeline'}
              onChange={show}
            />
          )}
          {tab === undefined && <Composer ref={composer} request={request} asked={asked} client={client} />}
          <RequestPart tab={tab} request={request} asked={asked} />
        </div>
        {narrow ? (
          <details
            className={styles['folded']}
            open={factsShown}
            onToggle={({ currentTarget }) => setFactsShown(currentTarget.open)}
          >
            <summary>{messages.request.facts}</summary>
            <Facts request={request} asked={asked} client={client} />
          </details>
        ) : (
          <aside aria-label={messages.request.facts} className={styles['aside']}>
            <Facts request={request} asked={asked} client={client} />
          </aside>
        )}
      </div>
    </div>
  )
}
