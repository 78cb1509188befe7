/**
 * The code lists that GS1 values refer to: countries (ISO 3166-1), currencies (ISO 4217), package types (UN/ECE
 * Recommendation 21 with GS1's additions). Written densely: this is part of what the phone downloads.
 *
 * A list is its codes as ascending numbers, letters counting as digits of base 36; each number is one character, whose
 * code is 48 and the distance from the number before: "0" is 0, "9" is 9, ":" is 10.
 */
const COUNTRIES =
  '442244443144442114444222282424444444484444442444413244314714424445111413422442242251<4444444444422444444444444446244243144224422444444444248421144444443211586444444212111572444444244441362512134444422481111468413844444224444444312243;851116:4422>657'
const CURRENCIES =
  '84D4842118444<66848884884>4>31;5688264D8FL444844444448<4624424314444<844B4<2684881?648<848244J938L848224BD4444<444<7;886B2F4?G1211111112221212111111121111111111211111121111113114432'
const COUNTRY_LETTERS =
  'ƥ111231221111212;12111111211121112121;212111211113311111?5122;=221:11I11223C121111131121111122F21421C171112111E821I2114122521;1162711113<2111113111111111111111;22112331235GH4111311141132<X:422>11112111111113112211=121121111132213;66661;222257E=j?A<:'
const PACKAGE_PAIRS =
  '^1221@@R7F16111211T41O8E1S11v111211112134297111111111111111111111111;1111111111111111111111111;114111111122111111131191111115H11143312231>736341;11474C1111111312<<14;25B2P2=114;112=1131=411<111?1111159188111111111112112211211;111211211112111E33113562911113121121311111112:11122212131111121=;G62212111116<11121121111211111111114711121121J111211211112111121111;1112112111121111111111'
/** The package types that are not two characters long. */
const PACKAGE_OTHERS =
  /^(20[0-6]|21[0-2]|8|9|[ADMOPU]PE|B(GE|ME|RI)|CBL|CCE|F(OB|PE)|LAB|P(AE|LP|OP|UE)|R(B[1-3]|CB)|S(EC|TL)|T(EV|HE|RE|TE|WE)|UUE|WRP|X1[125-9]|X20)$/

function has(list: string, wanted: number): boolean {
  let number = 0
  for (let i = 0; i < list.length && (i === 0 || number < wanted); i++) number += list.charCodeAt(i) - 48
  return number === wanted
}

/** Whether the three digits are a country of ISO 3166-1. */
export function isCountry(digits: string): boolean {
  return has(COUNTRIES, Number(digits))
}

/** Whether the three digits are a currency of ISO 4217. */
export function isCurrency(digits: string): boolean {
  return has(CURRENCIES, Number(digits))
}

/** Whether these are the two capitals of a country of ISO 3166-1. */
export function isCountryLetters(letters: string): boolean {
  return /^[A-Z]{2}$/.test(letters) && has(COUNTRY_LETTERS, Number.parseInt(letters, 36))
}

/** Whether this is a package type of UN/ECE Recommendation 21 or of GS1. */
export function isPackageType(code: string): boolean {
  return PACKAGE_OTHERS.test(code) || (/^[A-Z\d]{2}$/.test(code) && has(PACKAGE_PAIRS, Number.parseInt(code, 36)))
}
