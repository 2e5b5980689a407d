import styles from './empty-state.module.css'

interface EmptyStateProps {
  readonly icon: React.ReactNode
  readonly title: string
  readonly hint?: string
  readonly children?: React.ReactNode
}

/** Says that there is nothing, why, and what to do about it. */
export function EmptyState({ icon, title, hint, children }: EmptyStateProps) {
  return (
    <div className={styles['empty']} role="status">
      <span className={styles['icon']} aria-hidden="true">
        {icon}
      </span>
      <p className={styles['title']}>{title}</p>
      {hint !== undefined && <p className={styles['hint']}>{hint}</p>}
      {children}
    </div>
  )
}
