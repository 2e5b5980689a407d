import { Button, Skeleton } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { orderRebuild, readReadModels, turnRebuild, type Context, type ReadModel, type RebuildAct } from '../api/platform.js'
import { Mark, type MarkTone } from '../look/marks.js'
import { Ago } from '../look/Moment.js'
import { ProblemAlert } from '../look/ProblemAlert.js'
import screen from '../look/screen.module.css'
import table from '../look/table.module.css'
import { sayDone, sayProblem } from '../look/told.js'
import { useSubmission } from '../look/use-submission.js'
import { messages } from '../messages/messages.js'
import styles from './platform.module.css'
import { behind, shareOf } from './progress.js'
import { useEachContext } from './use-each-context.js'

const { platform: says } = messages
const REFETCH_EVERY_MS = 2_000

/** Every read model: how far it is, and its being folded anew while it serves. */
export function ReadModelsPart() {
  const { items, isPending, error, refetch } = useEachContext('read-models', readReadModels, REFETCH_EVERY_MS)
  return (
    <>
      {error !== null && <ProblemAlert error={error} onAgain={refetch} />}
      <p className={screen['dim']}>{says.readModelsIntro}</p>
      {isPending && error === null && <Skeleton height={320} />}
      {items.length > 0 && (
        <div className={`${screen['card']} ${table['scroll']}`} tabIndex={0}>
          <table className={table['table']}>
            <thead>
              <tr>
                <th scope="col">{says.collection}</th>
                <th scope="col">{says.fold}</th>
                <th scope="col">{says.behind}</th>
                <th scope="col">{says.broken}</th>
                <th scope="col">{says.lastRebuild}</th>
                <th scope="col">{says.acts}</th>
              </tr>
            </thead>
            <tbody>
              {items.map(({ context, item }) => (
                <Row key={item.collection} context={context} model={item} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}

type Act = 'verify' | 'rebuild' | RebuildAct

function Row({ context, model }: { readonly context: Context; readonly model: ReadModel }) {
  const queryClient = useQueryClient()
  const { submit, pending } = useSubmission({
    send: ({ act }: { readonly act: Act }, key) =>
      act === 'verify' || act === 'rebuild'
        ? orderRebuild(context, model.collection, act === 'rebuild', key)
        : turnRebuild(context, model.collection, act, key),
    onDone: async () => {
      sayDone(says.begun)
      await queryClient.invalidateQueries({ queryKey: ['read-models', context] })
    },
    onProblem: ({ title, detail }) => sayProblem(title, detail),
  })
  const positions = behind(model)
  return (
    <tr>
      <td>
        <code>{model.collection}</code>
      </td>
      <td>{model.fold}</td>
      <td>{positions === 0n ? says.upToDate : says.positions(positions)}</td>
      <td>{model.broken > 0 ? <Mark tone="breached">{model.broken}</Mark> : 0}</td>
      <td>
        <RebuildTold model={model} />
      </td>
      <td>
        <div className={styles['acts']}>
          {actsOf(model).map((act) => (
            <Button key={act} size="compact-sm" variant="default" disabled={pending} onClick={() => submit({ act })}>
              {says[act]}
            </Button>
          ))}
        </div>
      </td>
    </tr>
  )
}

function actsOf({ rebuild }: ReadModel): readonly Act[] {
  if (rebuild?.status === 'running') return ['pause', 'cancel']
  if (rebuild?.status === 'paused') return ['resume', 'cancel']
  if (rebuild?.status === 'cancelling') return []
  return ['verify', 'rebuild']
}

function RebuildTold({ model }: { readonly model: ReadModel }) {
  const { rebuild } = model
  if (rebuild === undefined) return <span className={screen['dim']}>{says.never}</span>
  const { status, verdict, error, endedAt } = rebuild
  return (
    <span className={styles['line']}>
      <Mark tone={toneOf(rebuild)}>{says.statuses[status]}</Mark>
      {status === 'running' && says.share(shareOf(model))}
      {verdict !== undefined &&
        (verdict.differing === 0 ? says.equal(verdict.documents) : says.differing(verdict.differing, verdict.documents))}
      {error}
      {endedAt !== undefined && (
        <span className={screen['dim']}>
          <Ago at={endedAt} />
        </span>
      )}
    </span>
  )
}

function toneOf({ status, verdict }: NonNullable<ReadModel['rebuild']>): MarkTone {
  if (status === 'failed' || (verdict !== undefined && verdict.differing > 0)) return 'breached'
  if (status === 'running' || status === 'cancelling') return 'soon'
  return status === 'paused' ? 'paused' : 'calm'
}
