/** Who may read requests; each sees those of its own accounts only. */
export const readers = [
  'client',
  'client-manager',
  'agent',
  'engineer',
  'manager',
  'reporter',
  'auditor',
  'admin',
  'scope:requests:read',
] as const
