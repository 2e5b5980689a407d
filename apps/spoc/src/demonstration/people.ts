/** People of the demonstration who can sign in. `account` is the key of a client's account. */
export const people = [
  { email: 'admin@nordlicht.example', name: 'Astrid Lund', roles: ['admin'] },
  { email: 'ada@nordlicht.example', name: 'Ada Nowak', roles: ['agent'] },
  { email: 'ben@nordlicht.example', name: 'Ben Okafor', roles: ['agent'] },
  { email: 'chiara@nordlicht.example', name: 'Chiara Rossi', roles: ['agent'] },
  { email: 'dmitri@nordlicht.example', name: 'Dmitri Volkov', roles: ['agent'] },
  { email: 'ines@nordlicht.example', name: 'Ines Duarte', roles: ['engineer'] },
  { email: 'omar@nordlicht.example', name: 'Omar Haddad', roles: ['engineer'] },
  { email: 'pia@nordlicht.example', name: 'Pia Lindqvist', roles: ['engineer'] },
  { email: 'tom@nordlicht.example', name: 'Tom Becker', roles: ['engineer'] },
  { email: 'maren@nordlicht.example', name: 'Maren Vogt', roles: ['manager', 'agent'] },
  { email: 'rolf@nordlicht.example', name: 'Rolf Keller', roles: ['reporter'] },
  { email: 'ute@nordlicht.example', name: 'Ute Sander', roles: ['auditor'] },
  { email: 'anna.koehler@meridian.example', name: 'Anna Köhler', roles: ['client-manager'], account: 'meridian' },
  { email: 'jan.peters@havel.example', name: 'Jan Peters', roles: ['client-manager'], account: 'havel' },
  { email: 'grace.mbeki@kestrel.example', name: 'Grace Mbeki', roles: ['client-manager'], account: 'kestrel' },
] as const satisfies readonly Person[]

interface Person {
  readonly email: string
  readonly name: string
  readonly roles: readonly string[]
  readonly account?: string
}
