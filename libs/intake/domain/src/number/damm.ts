/** The totally anti-symmetric quasigroup of order 10 of Damm (2004), which finds every single wrong digit and every swap of neighbours. */
const quasigroup = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
]

/** The digit that makes `digits` followed by it right. */
export function checkDigit(digits: string): string {
  return [...digits].reduce((interim, digit) => quasigroup[Number(interim)]!.charAt(Number(digit)), '0')
}

export function isRight(digitsWithCheck: string): boolean {
  return checkDigit(digitsWithCheck) === '0'
}
