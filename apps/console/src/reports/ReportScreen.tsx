import { Button, NativeSelect, SegmentedControl, Skeleton, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconChartBarOff, IconDownload } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { periodReportCsv, readPeriodReport } from '../api/reports.js'
import { useAccounts } from '../app/directory.js'
import { EmptyState } from '../look/EmptyState.js'
import { ProblemAlert } from '../look/ProblemAlert.js'
import screen from '../look/screen.module.css'
import { useTitle } from '../look/use-title.js'
import { messages } from '../messages/messages.js'
import { word } from '../messages/en/words.js'
import { localZone } from '../time/instants.js'
import { useMinute } from '../time/use-now.js'
import { ByAccount } from './ByAccount.js'
import { isQuiet } from './figures.js'
import { daysAsked, presetDays, presets, type Days } from './period.js'
import styles from './report.module.css'
import { Total } from './Total.js'

const route = getRouteApi('/inside/reports')
const { reports: says } = messages

/** The figures of a period, on the screen and as a file. */
export function ReportScreen() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const now = useMinute()
  useTitle(says.title)
  const { data: accounts } = useAccounts()
  const usual = presetDays('30', now)
  const days: Days = { from: search.from ?? usual.from, to: search.to ?? usual.to }
  const period = daysAsked(days)
  const query = { ...period, zone: localZone(), accountId: search.account }
  const { data, error, refetch, isPending } = useQuery({
    queryKey: ['report', query],
    queryFn: ({ signal }) => readPeriodReport(query, signal),
    enabled: period !== undefined,
  })
  const choose = (change: Partial<Days> & { account?: string | undefined }) => {
    const next = { ...search, ...change }
    const { account, ...rest } = next
    void navigate({ search: account === undefined ? rest : { ...rest, account }, replace: true })
  }
  const preset = presets.find((one) => {
    const { from, to } = presetDays(one, now)
    return from === days.from && to === days.to
  })
  return (
    <div className={screen['screen']}>
      <div className={screen['heading']}>
        <h1 className={screen['title']}>{says.title}</h1>
        <span className={screen['spring']} />
        {period !== undefined && (
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden="true" />}
            renderRoot={(props) => <a href={periodReportCsv(query)} download {...props} />}
          >
            {says.csv}
          </Button>
        )}
      </div>
      <div className={styles['chosen']}>
        <SegmentedControl
          aria-label={says.presetsLabel}
          data={presets.map((value) => ({ value, label: word(says.presets, value) }))}
          value={preset ?? ''}
          onChange={(value) => choose(presetDays(presets.find((one) => one === value) ?? '30', now))}
        />
        <TextInput
          type="date"
          aria-label={says.from}
          value={days.from}
          onChange={({ currentTarget }) => choose({ from: currentTarget.value })}
        />
        <span aria-hidden="true">–</span>
        <TextInput
          type="date"
          aria-label={says.to}
          value={days.to}
          error={period === undefined ? says.wrongPeriod : undefined}
          onChange={({ currentTarget }) => choose({ to: currentTarget.value })}
        />
        <NativeSelect
          aria-label={says.account}
          data={[
            { value: '', label: says.allAccounts },
            ...(accounts?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={search.account ?? ''}
          onChange={({ currentTarget }) => choose({ account: currentTarget.value === '' ? undefined : currentTarget.value })}
        />
        <span className={screen['dim']}>{messages.request.zone(localZone())}</span>
      </div>
      {error !== null && <ProblemAlert error={error} onAgain={() => void refetch()} />}
      {isPending && error === null && period !== undefined && <Skeleton height={320} />}
      {data !== undefined && isQuiet(data.total) && (
        <div className={screen['card']}>
          <EmptyState icon={<IconChartBarOff />} title={says.empty} hint={says.emptyHint} />
        </div>
      )}
      {data !== undefined && !isQuiet(data.total) && (
        <>
          <Total figures={data.total} />
          <ByAccount report={data} accounts={accounts?.items ?? []} />
        </>
      )}
    </div>
  )
}
