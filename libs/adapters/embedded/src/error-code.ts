/** The code an error of the system or of SQLite carries; it may come from another realm, so its class tells nothing. */
export function errorCode(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
