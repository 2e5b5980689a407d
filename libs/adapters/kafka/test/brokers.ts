/** The brokers that the suites run on. */
export function brokers(): readonly string[] {
  const named = process.env['KAFKA_BROKERS']
  if (!named) throw new Error('KAFKA_BROKERS is not set: `infra/native/engines up kafka`, then `. .native/env`.')
  return named.split(',')
}
