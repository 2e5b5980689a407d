import { Skeleton } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { NotFound } from '../app/NotFound.js'
import { Problem } from '../api/problem.js'
import { ProblemAlert } from '../look/ProblemAlert.js'
import screen from '../look/screen.module.css'
import styles from './request.module.css'
import { RequestView } from './RequestView.js'
import { useRequest } from './use-request.js'

const route = getRouteApi('/inside/requests/$request')

export function RequestScreen() {
  const { request } = route.useParams()
  const { data, error, refetch } = useRequest(request)
  if (data !== undefined) return <RequestView key={data.id} request={data} asked={request} />
  if (error instanceof Problem && error.status === 404) return <NotFound />
  return (
    <div className={screen['screen']} aria-busy={error === null}>
      {error === null ? <RequestWaiting /> : <ProblemAlert error={error} onAgain={() => void refetch()} />}
    </div>
  )
}

/** As the request will stand, so that nothing jumps when it is there. */
function RequestWaiting() {
  return (
    <>
      <Skeleton height={28} width="55%" />
      <Skeleton height={20} width="35%" />
      <div className={styles['columns']}>
        <div className={styles['main']}>
          <Skeleton height={64} />
          <Skeleton height={150} />
          <Skeleton height={280} />
        </div>
        <Skeleton height={420} />
      </div>
    </>
  )
}
