/** What the clinic of the test has beside the small clinic's things: a story, as people do it. */
export const planted = `title   Every text at every door
clinic  small at 2026-03-02 09:00
supply  links ndc code 0409-4277-02 to "Lidocaine 1% 20 mL"
supply  links own code ACME-4711 to "Gauze 4 x 4"
supply  links isbt128 code E0382 to "Amnio Flow 2 mL"
supply  links hibc code A123PROD1 to "Drape"
nurse   adds patient HH-10021 "Maria Example" born 1960-02-03
nurse   adds patient D9T "Paul Example" born 1962-03-04
supply  opens a delivery from "Quay Medical" -> delivery S
supply  types 20 of "Needle 18G" at delivery S lot 10108716 expiring 2028-06-30 into "Room 1"
supply  types 20 of "Needle 18G" at delivery S lot 4E310 expiring 2028-06-30 into "Room 1"
supply  types 20 of "Needle 18G" at delivery S lot 072915 expiring 2028-06-30 into "Room 1"
supply  types 20 of "Needle 18G" at delivery S lot 6188613 expiring 2028-06-30 into "Room 1"
supply  types 20 of "Needle 18G" at delivery S lot D9T expiring 2028-06-30 into "Room 1"
supply  types 20 of "Needle 18G" at delivery S lot 8D1082 expiring 2028-06-30 into "Room 1"
supply  types 20 of "Needle 18G" at delivery S lot SAME-1 expiring 2028-06-30 into "Room 1"
supply  types 20 of "Gauze 4 x 4" at delivery S lot SAME-1 expiring 2028-06-30 into "Room 1"
supply  types 20 of "Drape" at delivery S lot ND-5501 expiring 2028-06-30 into "Room 1"
supply  types 20 of "Gauze 4 x 4" at delivery S lot GZ-0001 expiring 2026-02-01 into "Room 1"
supply  types 20 of "Needle 18G" at delivery S lot "CW-777 vial" meaning "CW-777 vial" expiring 2028-06-30 into "Room 1"
supply  types 20 of "Needle 18G" at delivery S lot 10CW-778 expiring 2028-06-30 into "Room 1"
supply  opens a delivery from "Brightwell Tissue" at 4.2 degrees -> delivery V
supply  scans "(01)00860014210013(17)270131(10)NB-2405(21)NB2405001" at delivery V of donor BWD-773 into "Fridge 1"
supply  scans "=A99992610041700=<E0382V00=>027031" at delivery V of donor BWD-780 into "Fridge 1"
manager opens recall "Letter 71" naming "AF-2202" class I
manager opens recall "Letter 72" naming "ND-5501" class I
manager opens recall "Letter 73" naming "NB-2402, XS-77, 7E210, A999926100999" class I
nurse   books "Amnio Flow 2 mL" 2 mL for P-1001 at 10:00 in "Room 1" -> procedure P
`
