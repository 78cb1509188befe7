import { describe, expect, test } from 'vitest'
import { isCountry, isCountryLetters, isCurrency, isPackageType } from '~/modules/labels/rules/gs1-codes'

const CAPITALS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const NUMBERS = Array.from({ length: 1000 }, (_, number) => String(number).padStart(3, '0'))
const PAIRS = CAPITALS.flatMap((first) => CAPITALS.map((second) => first + second))

describe('the code lists of GS1 values', () => {
  test('hold each of the 249 countries once by its number and once by its letters', () => {
    expect(NUMBERS.filter(isCountry)).toHaveLength(249)
    expect(PAIRS.filter(isCountryLetters)).toHaveLength(249)
  })

  test.each([
    ['004', 'AF'],
    ['276', 'DE'],
    ['756', 'CH'],
    ['840', 'US'],
    ['894', 'ZM'],
  ])('%s and %s are a country', (number, letters) => {
    expect([isCountry(number), isCountryLetters(letters)]).toEqual([true, true])
  })

  test('no country and no currency has the number 000 or 001, and 999 means no currency', () => {
    expect(['000', '001', '999'].filter(isCountry)).toEqual([])
    expect(['000', '001', '999'].filter(isCurrency)).toEqual(['999'])
  })

  test('letters are capitals, and two', () => {
    expect(['de', 'D', 'DEU', 'AA', 'ZZ', '12'].filter(isCountryLetters)).toEqual([])
  })

  test('currencies have their numbers', () => {
    expect(['978', '840', '756', '392'].filter(isCurrency)).toHaveLength(4)
    expect(['280', '250', '977'].filter(isCurrency)).toEqual(['977'])
  })

  test('package types are one to three characters', () => {
    expect(['8', '9', '43', 'BX', 'PX', '200', 'APE', 'PUE', 'X20'].filter(isPackageType)).toHaveLength(9)
    expect(['7', 'bx', '0BX', 'X13', 'CPE', 'B$', 'APEX'].filter(isPackageType)).toEqual([])
  })
})
