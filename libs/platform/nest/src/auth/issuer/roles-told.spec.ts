import { rolesTold } from './roles-told.js'

const config = { rolesClaim: 'roles', rolesMap: [{ value: 'noc-admins', role: 'admin' as const }] }

describe('the roles that claims tell', () => {
  it.each([
    ['a list of our own names', { roles: ['engineer', 'agent'] }, ['agent', 'engineer']],
    ['one text', { roles: 'agent' }, ['agent']],
    ['a value that is mapped', { roles: ['noc-admins'] }, ['admin']],
    ['values that stand for nothing', { roles: ['everybody', 7, null] }, []],
    ['roles of a client, which no claim gives', { roles: ['client', 'client-manager'] }, []],
    ['no such claim', {}, []],
  ])('are those of %s', (_, claims, roles) => expect(rolesTold(claims, config)).toEqual(roles))
  it('are found at a path', () =>
    expect(rolesTold({ realm_access: { roles: ['auditor'] } }, { ...config, rolesClaim: 'realm_access.roles' })).toEqual([
      'auditor',
    ]))
  it('are found under a name with dots in it', () =>
    expect(
      rolesTold({ 'https://spoc.example/roles': ['auditor'] }, { ...config, rolesClaim: 'https://spoc.example/roles' }),
    ).toEqual(['auditor']))
  it('are never those of an object’s own making', () =>
    expect(rolesTold({}, { ...config, rolesClaim: 'constructor.name' })).toEqual([]))
})
