import styles from './facts.module.css'

/** One fact; not there where nothing is known. */
export function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  if (isNothing(children)) return null
  return (
    <div className={styles['fact']}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

const isNothing = (shown: React.ReactNode): boolean =>
  Array.isArray(shown) ? shown.every(isNothing) : shown === undefined || shown === null || shown === false || shown === ''

export function FactGroup({ children }: { readonly children: React.ReactNode }) {
  return <dl className={styles['group']}>{children}</dl>
}
