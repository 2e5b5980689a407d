import { roughly, span } from './span.js'

const letters = { d: 'd', h: 'h', m: 'm', s: 's' }
const minutes = (count: number) => count * 60_000

describe('a length of time', () => {
  it.each([
    [0, '0 m 00 s'],
    [999, '0 m 00 s'],
    [minutes(12) + 5_000, '12 m 05 s'],
    [minutes(60) - 1, '59 m 59 s'],
    [minutes(60), '1 h 00 m'],
    [minutes(187), '3 h 07 m'],
    [minutes(24 * 60), '1 d 00 h'],
    [minutes(2 * 24 * 60 + 4 * 60 + 59), '2 d 04 h'],
    [-5_000, '0 m 00 s'],
  ])('of %d ms reads %s', (ms, text) => expect(span(ms, letters)).toBe(text))
  it.each([
    [30_000, '0 m'],
    [minutes(59), '59 m'],
    [minutes(61), '1 h'],
    [minutes(3 * 24 * 60), '3 d'],
  ])('of %d ms is roughly %s', (ms, text) => expect(roughly(ms, letters)).toBe(text))
})
