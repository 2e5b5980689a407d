import { reveal, type RecordedOf } from '@spoc/platform-kernel'
import { projector, type Into } from '@spoc/platform-runtime'
import {
  affectedAccounts,
  foldWork,
  WORK_ANSWERS,
  WORKS,
  worksContract,
  type WorkAnswersDocument,
  type WorkDocument,
  type WorkEvent,
  type WorkFacts,
} from '@spoc/works-contracts'

type Recorded = RecordedOf<WorkEvent>

const idOf = (stream: string) => stream.slice('work-'.length)

/** The work as the owner's own fold has it, with what lists are filtered and sorted by. */
export const works = projector<WorkDocument, WorkEvent>({
  collection: WORKS,
  version: 1,
  on: Object.fromEntries(
    worksContract.types.map((type) => [
      type,
      (event: Recorded, into: Into<WorkDocument>) => into.put(idOf(event.stream), (found) => after(found, event)),
    ]),
  ),
})

export const workAnswers = projector<WorkAnswersDocument, WorkEvent>({
  collection: WORK_ANSWERS,
  version: 1,
  on: {
    'works.work-declined.v1': ({ stream, data: { accountId, reason }, metadata }, into) =>
      into.put(idOf(stream), (found) =>
        answered(stream, found, {
          accountId,
          answer: 'declined',
          reason: reveal(reason, 'erased'),
          at: metadata.occurredAt,
        }),
      ),
    'works.window-proposed.v1': ({ stream, data: { accountId, reason }, metadata }, into) =>
      into.put(idOf(stream), (found) =>
        reason === undefined
          ? found
          : answered(stream, found, {
              accountId,
              answer: 'window-proposed',
              reason: reveal(reason, 'erased'),
              at: metadata.occurredAt,
            }),
      ),
  },
})

function answered(
  stream: string,
  found: WorkAnswersDocument | undefined,
  answer: WorkAnswersDocument['answers'][number],
): WorkAnswersDocument {
  return { _id: idOf(stream), answers: [...(found?.answers ?? []), answer] }
}

function after(found: WorkDocument | undefined, event: Recorded): WorkDocument | undefined {
  const work = foldWork(workOf(found), event)
  if (work.is === 'unknown') return undefined
  const { is: state, ...rest } = work
  return {
    ...rest,
    _id: idOf(event.stream),
    state,
    open: state !== 'completed' && state !== 'cancelled',
    accountIds: affectedAccounts(work),
    serviceInstanceIds: work.impacts.map(({ serviceInstanceId }) => serviceInstanceId),
    firstFrom: work.windows.map(({ from }) => from).reduce((first, from) => (from < first ? from : first)),
    lastTo: work.windows.map(({ to }) => to).reduce((last, to) => (to > last ? to : last)),
    plannedAt: found?.plannedAt ?? event.metadata.occurredAt,
    changedAt: event.metadata.occurredAt,
    revision: event.revision,
  }
}

function workOf(found: WorkDocument | undefined): WorkFacts {
  if (found === undefined) return { is: 'unknown' }
  const { state, ...work } = found
  return { ...work, is: state }
}
