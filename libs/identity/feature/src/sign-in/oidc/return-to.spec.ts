import { localPath } from './return-to.js'

describe('where one is led after signing in', () => {
  it.each([
    [undefined, '/'],
    ['/', '/'],
    ['/requests/R-1000017?tab=clocks#end', '/requests/R-1000017?tab=clocks#end'],
    ['/requests?to=https://else.example', '/requests?to=https://else.example'],
  ])('may be %s', (told, path) => expect(localPath(told)).toBe(path))
  it.each([
    'https://else.example',
    '//else.example',
    '///else.example',
    '/\\else.example',
    '\\\\else.example',
    '/\t/else.example',
    '/.//else.example',
    'javascript:alert(1)',
    'requests',
    '',
    '/a b',
  ])('may not be %j', (told) => expect(() => localPath(told)).toThrow(/path of this platform alone/))
})
