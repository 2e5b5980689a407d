export type Profile = 'embedded' | 'distributed'

/** What the run of the specs is told by its environment; nothing else here reads it. */
export interface Run {
  /** SPOC_ACCEPTANCE: the profile that the product is started in; embedded unless told. */
  readonly profile: Profile
  /** KAFKA_BROKERS, MONGODB_URL: the engines of the distributed profile. */
  readonly kafkaBrokers: string
  readonly mongodbUrl: string
  /** EVENTSTORE_URL: a server that was empty when the run began; without it, each platform has a double of its own. */
  readonly eventStoreUrl: string | undefined
  /** SPOC_ACCEPTANCE_NODE: the node that runs the product; this one unless told. */
  readonly node: string
  /** SPOC_ACCEPTANCE_ENGINES: a script that kills and starts the engines, where they are there for this run alone (infra/native/engines). */
  readonly enginesScript: string | undefined
  /** SPOC_ACCEPTANCE_PIDS: a folder that holds a file for every process that runs, so that whoever started the run can end what it left. */
  readonly pids: string | undefined
}

export function theRun(): Run {
  const { SPOC_ACCEPTANCE, SPOC_ACCEPTANCE_NODE, SPOC_ACCEPTANCE_PIDS, SPOC_ACCEPTANCE_ENGINES } = process.env
  const { KAFKA_BROKERS, MONGODB_URL, EVENTSTORE_URL } = process.env
  const profile = SPOC_ACCEPTANCE ?? 'embedded'
  if (profile !== 'embedded' && profile !== 'distributed') throw new Error('SPOC_ACCEPTANCE wants embedded or distributed.')
  if (profile === 'distributed' && !(KAFKA_BROKERS && MONGODB_URL))
    throw new Error(
      'The distributed profile wants KAFKA_BROKERS and MONGODB_URL: `infra/native/engines up`, then `. .native/env`.',
    )
  return {
    profile,
    kafkaBrokers: KAFKA_BROKERS ?? '',
    mongodbUrl: MONGODB_URL ?? '',
    eventStoreUrl: EVENTSTORE_URL === '' ? undefined : EVENTSTORE_URL,
    node: SPOC_ACCEPTANCE_NODE ?? process.execPath,
    enginesScript: SPOC_ACCEPTANCE_ENGINES,
    pids: SPOC_ACCEPTANCE_PIDS,
  }
}
