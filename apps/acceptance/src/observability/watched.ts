import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { root } from '../platform/built.js'

export interface Alert {
  readonly alert: string
  readonly expr: string
  readonly labels: { readonly severity: string }
  readonly annotations: { readonly summary: string; readonly runbook_url: string }
}
interface Rules {
  readonly groups: readonly { readonly rules: readonly Alert[] }[]
}
interface Tests {
  readonly tests: readonly {
    readonly promql_expr_test: readonly { readonly exp_samples: readonly { readonly labels: string }[] }[]
  }[]
}
interface Dashboard {
  readonly uid: string
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[]
}

const folder = join(root, 'infra/observability')
const text = (file: string) => readFileSync(join(folder, file), 'utf8')
const filesIn = (part: string, ending: string) =>
  readdirSync(join(folder, part))
    .filter((file) => file.endsWith(ending))
    .map((file) => `${part}/${file}`)

/** The alerts that Prometheus is given. */
export const alerts = filesIn('prometheus', '.rules.yml').flatMap((file) =>
  (parse(text(file)) as Rules).groups.flatMap(({ rules }) => rules),
)

/** Alerts that a case of `promtool test rules` expects to be told. */
export const triedAlerts = new Set(
  filesIn('prometheus', '.test.yml')
    .flatMap((file) => (parse(text(file)) as Tests).tests)
    .flatMap(({ promql_expr_test }) => promql_expr_test)
    .flatMap(({ exp_samples }) => exp_samples)
    .flatMap(({ labels }) => /alertname="(\w+)"/.exec(labels)?.[1] ?? []),
)

export const dashboards = filesIn('grafana/dashboards', '.json').map((file) => JSON.parse(text(file)) as Dashboard)

/** Every question that is asked of Prometheus, by whoever asks it. */
export const questions: readonly (readonly [string, string])[] = [
  ...alerts.map(({ alert, expr }) => [alert, expr] as const),
  ...dashboards.flatMap(({ panels }) =>
    panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const)),
  ),
]

/** The metrics that a question names; `up` is Prometheus’ own. */
export function metricsIn(expr: string): readonly string[] {
  return [...new Set([...expr.matchAll(/\b(?:spoc|process|nodejs)_\w+/g)].map(([name]) => name))]
}

/** The labels that a question tells apart by, by the metric that carries them. */
export function labelsIn(expr: string): readonly (readonly [string, string])[] {
  return [...expr.matchAll(/\b(spoc_\w+)\{([^}]*)\}/g)].flatMap(([, metric = '', inside = '']) =>
    [...inside.matchAll(/(\w+)\s*(?:=|!=|=~|!~)\s*"/g)].map(([, label = '']) => [metric, label] as const),
  )
}
