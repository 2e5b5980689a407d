import { Button } from '@mantine/core'
import { useState } from 'react'
import type { EngagementInBrief, RequestDetail } from '../../api/requests.js'
import { mayEngage, mayWorkOnRequests } from '../../app/roles.js'
import { useMe } from '../../app/session.js'
import { Moment } from '../../look/Moment.js'
import { Mark, type MarkTone } from '../../look/marks.js'
import { messages } from '../../messages/messages.js'
import { word } from '../../messages/en/words.js'
import { EngagementDialogs, type EngagementQuestion } from './EngagementDialogs.js'
import styles from './facts.module.css'
import { useAcceptEngagement } from './use-engagement.js'

const tones: Readonly<Record<string, MarkTone>> = {
  offered: 'soon',
  accepted: 'calm',
  declined: 'breached',
  completed: 'calm',
  overdue: 'breached',
}

interface EngagementsProps {
  readonly request: RequestDetail
  readonly asked: string
}

/** The teams brought in, how each stands, and what one of them can answer here. */
export function Engagements({ request, asked }: EngagementsProps) {
  const [question, setQuestion] = useState<EngagementQuestion | undefined>(undefined)
  const engagements = request.engagements ?? []
  return (
    <section className={styles['block']}>
      <h2>{messages.request.engagements}</h2>
      {engagements.length === 0 && <p className={styles['none']}>{messages.request.noEngagements}</p>}
      <ul>
        {engagements.map((engagement) => (
          <EngagementLine key={engagement.engagementId} engagement={engagement} asked={asked} onAsk={setQuestion} />
        ))}
      </ul>
      {question !== undefined && <EngagementDialogs question={question} asked={asked} onClose={() => setQuestion(undefined)} />}
    </section>
  )
}

interface EngagementLineProps {
  readonly engagement: EngagementInBrief
  readonly asked: string
  readonly onAsk: (question: EngagementQuestion) => void
}

function EngagementLine({ engagement, asked, onAsk }: EngagementLineProps) {
  const me = useMe()
  const { engagementId: id, teamName, teamId, state, acceptBy } = engagement
  const { submit: accept, pending } = useAcceptEngagement(asked)
  const ask = (what: EngagementQuestion['what']) => () => onAsk({ what, id })
  const answers = mayEngage(me)
  return (
    <li className={styles['engagement']}>
      <div className={styles['engagementHead']}>
        <strong>{teamName ?? teamId}</strong>
        <Mark tone={tones[state] ?? 'paused'}>{word(messages.engagementState, state)}</Mark>
      </div>
      {state === 'offered' && acceptBy !== undefined && (
        <span className={styles['why']}>
          {messages.request.acceptBy} <Moment at={acceptBy} />
        </span>
      )}
      <div className={styles['engagementActs']}>
        {answers && state === 'offered' && (
          <>
            <Button size="compact-xs" loading={pending} onClick={() => accept({ id })}>
              {messages.dialogs.engagement.accept}
            </Button>
            <Button size="compact-xs" variant="default" onClick={ask('decline')}>
              {messages.dialogs.engagement.decline}
            </Button>
          </>
        )}
        {answers && state === 'accepted' && (
          <Button size="compact-xs" onClick={ask('completion')}>
            {messages.dialogs.engagement.complete}
          </Button>
        )}
        {mayWorkOnRequests(me) && (state === 'offered' || state === 'accepted') && (
          <Button size="compact-xs" variant="default" onClick={ask('withdrawal')}>
            {messages.dialogs.engagement.withdraw}
          </Button>
        )}
        <Button size="compact-xs" variant="subtle" onClick={ask('handover')}>
          {messages.request.handover}
        </Button>
      </div>
    </li>
  )
}
