/**
 * The code lists that GS1 values refer to: countries (ISO 3166-1), currencies (ISO 4217), package types (UN/ECE
 * Recommendation 21 with GS1's additions). Written densely: this is part of what the phone downloads.
 */

// Ascending numbers, each as its distance from the one before, a base-36 digit.
const COUNTRY_STEPS =
  '442244443144442114444222282424444444484444442444413244314714424445111413422442242251c4444444444422444444444444446244243144224422444444444248421144444443211586444444212111572444444244441362512134444422481111468413844444224444444312243b851116a4422e657'
const CURRENCY_STEPS =
  '84k4842118444c66848884884e4e31b5688264k8ms444844444448c4624424314444c844i4c2684881f648c848244q938s848224ik4444c444c7b886i2m4fn1211111112221212111111121111111111211111121111113114432'

// Each word is a first letter followed by every second letter that it goes with.
const COUNTRY_LETTERS =
  'ADEFGILMOQRSTUWXZ BABDEFGHIJLMNOQRSTVWYZ CACDFGHIKLMNORUVWXYZ DEJKMOZ ECEGHRST FIJKMOR GABDEFGHILMNPQRSTUWY HKMNRTU IDELMNOQRST JEMOP KEGHIMNPRWYZ LABCIKRSTUVY MACDEFGHKLMNOPQRSTUVWXYZ NACEFGILOPRUZ OM PAEFGHKLMNRSTWY QA REOSUW SABCDEGHIJKLMNORSTVXYZ TCDFGHJKLMNORTVWZ UAGMSYZ VACEGINU WFS YET ZAMW'
const PACKAGE_PAIRS =
  '1ABDFGW 2C 3AH 434ABCDFGH 5HLM 6HP 7AB 8ABC AABCDFGHIJLMPTV B4BCDEFGHIJKLMNOPQRSTUVWXYZ CABCDEFGHIJKLMNOPQRSTUVWXYZ DABCGHIJKLMNPRSTUVWXY E123CDEFGHIN FBCDEILOPRTWX GBILRUYZ HABCGNR IABCDEFGHKLNZ JBCGRTY KGI LEGTUVZ MABCERSTWX NAEFGSTUV OABCDEFKTU P2ABCDEFGHIJKLNOPRTUVXYZ QABCDFGHJKLMNPQRS RDGJKLOTZ S1ABCDEHIKLMOPSTUVWXYZ T1BCDEGIKLNORSTUVWYZ UCN VAGIKLNOPQRSY WABCDFGHJKLMNPQRSTUVWXYZ X3ABCDFGHJK YABCDFGHJKLMNPQRSTVWXYZ ZABCDFGHJKLMNPQRSTUVWXYZ'
const PACKAGE_OTHERS =
  '200 201 202 203 204 205 206 210 211 212 8 9 APE BGE BME BRI CBL CCE DPE FOB FPE LAB MPE OPE PAE PLP POP PPE PUE RB1 RB2 RB3 RCB SEC STL TEV THE TRE TTE TWE UUE WRP X11 X12 X15 X16 X17 X18 X19 X20'

function hasNumber(steps: string, digits: string): boolean {
  let number = 0
  for (const step of steps) {
    number += Number.parseInt(step, 36)
    if (number >= Number(digits)) break
  }
  return number === Number(digits)
}

function hasPair(words: string, pair: string): boolean {
  return words.split(' ').some((word) => word[0] === pair[0] && word.includes(pair[1]!, 1))
}

/** Whether the three digits are a country of ISO 3166-1. */
export function isCountryNumber(digits: string): boolean {
  return hasNumber(COUNTRY_STEPS, digits)
}

/** Whether the two capitals are a country of ISO 3166-1. */
export function isCountryLetters(letters: string): boolean {
  return hasPair(COUNTRY_LETTERS, letters)
}

/** Whether the three digits are a currency of ISO 4217. */
export function isCurrencyNumber(digits: string): boolean {
  return hasNumber(CURRENCY_STEPS, digits)
}

/** Whether this is a package type of UN/ECE Recommendation 21 or of GS1. */
export function isPackageType(code: string): boolean {
  return code.length === 2 ? hasPair(PACKAGE_PAIRS, code) : PACKAGE_OTHERS.split(' ').includes(code)
}
