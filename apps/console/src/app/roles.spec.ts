import { isClient, sectionsOf } from './roles.js'

describe('where a person may go', () => {
  it('is requests and works for a client', () => expect(sectionsOf({ roles: ['client'] })).toEqual(['requests', 'works']))
  it('is the reports too for who answers for a client', () =>
    expect(sectionsOf({ roles: ['client-manager'] })).toEqual(['requests', 'works', 'reports']))
  it('is the pages for who can be paged', () =>
    expect(sectionsOf({ roles: ['engineer'] })).toEqual(['requests', 'pages', 'works']))
  it('is the audit for auditors', () => expect(sectionsOf({ roles: ['auditor'] })).toContain('audit'))
  it('is the platform itself for administrators alone', () => {
    expect(sectionsOf({ roles: ['admin'] })).toContain('platform')
    expect(sectionsOf({ roles: ['agent', 'engineer', 'manager', 'reporter', 'auditor'] })).not.toContain('platform')
  })
})

describe('a person of a client', () => {
  it('has no role of the provider', () => {
    expect(isClient({ roles: ['client', 'client-manager'] })).toBe(true)
    expect(isClient({ roles: ['agent'] })).toBe(false)
  })
})
