import type { AsOf } from '../api/audit.js'
import { useTeams } from '../app/directory.js'
import { usePersonName } from '../app/people-names.js'
import { Mark, type MarkTone } from '../look/marks.js'
import { Moment } from '../look/Moment.js'
import { messages } from '../messages/messages.js'
import { word } from '../messages/en/words.js'
import styles from './audit.module.css'
import { summaryOf, type ClockThen, type SpocThen } from './summary.js'

const { audit: says } = messages

/** What one asks first about the request as it was; everything else stands below it. */
export function AsOfSummary({ asOf }: { readonly asOf: AsOf }) {
  const { title, status, priority, kind, spoc, clocks, engagements } = summaryOf(asOf)
  const teamOf = useTeamName()
  if (status === undefined) return <p className={styles['dim']}>{says.asOfEmpty}</p>
  return (
    <div className={styles['summary']}>
      <div>
        <h3>{messages.queue.columns.title}</h3>
        <p>{title ?? says.erased}</p>
        <p className={styles['dim']}>
          {[word(messages.kind, kind), word(messages.status, status), word(messages.priorityName, priority)].join(' · ')}
        </p>
      </div>
      <div>
        <h3>{messages.request.spoc}</h3>
        <SpocLine spoc={spoc} teamOf={teamOf} />
      </div>
      <div>
        <h3>{messages.request.clocks}</h3>
        {clocks.length === 0 && <p className={styles['dim']}>{messages.request.noClocks}</p>}
        <ul>
          {clocks.map((clock) => (
            <ClockLine key={clock.clock} clock={clock} />
          ))}
        </ul>
      </div>
      <div>
        <h3>{messages.request.engagements}</h3>
        {engagements.length === 0 && <p className={styles['dim']}>{messages.request.noEngagements}</p>}
        <ul>
          {engagements.map(({ id, teamId, is }) => (
            <li key={id}>
              {teamOf(teamId)} <Mark tone="paused">{word(messages.engagementState, is)}</Mark>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

type TeamOf = (id: string | undefined) => string

function useTeamName(): TeamOf {
  const { data } = useTeams()
  return (id) => data?.items.find((team) => team.id === id)?.name ?? id ?? messages.none
}

function SpocLine({ spoc, teamOf }: { readonly spoc: SpocThen | undefined; readonly teamOf: TeamOf }) {
  const nameOf = usePersonName()
  if (spoc === undefined) return <p className={styles['dim']}>{messages.none}</p>
  const { personId, teamId, because, dutyPersonId } = spoc
  return (
    <>
      <p>{personId === undefined ? teamOf(teamId) : nameOf(personId)}</p>
      {dutyPersonId !== undefined && <p className={styles['dim']}>{messages.request.duty(nameOf(dutyPersonId))}</p>}
      <p className={styles['dim']}>{word(messages.spocBecause, because)}</p>
    </>
  )
}

const tones: Readonly<Record<string, MarkTone>> = { running: 'calm', met: 'calm' }

function ClockLine({ clock: { clock, is, dueAt, breachedAt } }: { readonly clock: ClockThen }) {
  return (
    <li>
      {word(messages.clock, clock)}{' '}
      <Mark tone={breachedAt === undefined ? (tones[is] ?? 'paused') : 'breached'}>
        {breachedAt === undefined ? word(messages.clockState, is) : messages.clockState.breached}
      </Mark>{' '}
      <span className={styles['dim']}>{dueAt !== undefined && <Moment at={dueAt} />}</span>
    </li>
  )
}
