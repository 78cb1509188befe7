/** The rows of the table of GS1 application identifiers: facts of the GS1 Barcode Syntax Dictionary (Apache-2.0), in a form of our own. */

/**
 * Each row: AIs, a space, then six columns between semicolons, of which the last may be left out.
 * AIs are numbers and ranges; "n" behind them stands for any digit, "d" for 0–5, the decimal places of measures.
 * 1 format: parts of a set, a dot where the length varies, the length, the checks; "?" makes a part optional;
 * 2 requisites: alternatives, of which the item must carry one; "n" stands for any digit;
 * 3 what may not stand beside it; measures that differ only in the decimal places exclude each other by rule;
 * 4 the field that it fills;
 * 5 Digital Link: "/" a key, with its orders of qualifiers; "-" not in the query;
 * 6 the name that release 1.1 of Digital Link allowed for it in the path.
 */
export const ROWS = `00 N18c;;;sscc;/;sscc
01 N14c;;255,37;gtin;/22,10,21|235;gtin
02 N14c;37;01,03;contentGtin
03 N14c;;01,02,37,235;;-
10 X.20;01,02,03,8006,8026;;lot;;lot
11 N6d;01,02,03,8006,8026;;productionDate
12 N6d;8020;;dueDate
13 N6d;01,02,03,8006,8026;;packagingDate
15 N6d;01,02,03,8006,8026;;bestBefore
16 N6d;01,02,03,8006,8026;;sellBy
17 N6d;01,02,03,255,8006,8026;;expiry
20 N2;01,02,03,8006,8026;;variant
21 X.20;01,03,8006;235;serial;-;ser
22 X.20;01;;cpv;-;cpv
235 X.28;01;;tpx;-
240 X.30;01,02,03,8006,8026;;additionalId
241 X.30;01,02,03,8006,8026;;customerPart
242 N.6;01,02,8006,8026
243 X.20;01,03
250 X.30;01+21,03+21,8006+21;;secondarySerial
251 X.30;01,03,8006
253 N13c ?X.17;;;;/;gdti
254 X.20;414;;;-;glnx
255 N13c ?N.12;;01,02,415,8006,8020,8026;;/;gcn
30 N.8;01,02
310-316d,320-329d,350-352d,356d,357d,360d,361d,364-366d,8005 N6;01,02
330-336d,340-349d,353-355d,362d,363d,367-369d N6;00,01
337d N6;01
37 N.8;00+02,00+8026
390n N.15;255,8020;391n,394n,8111
391n N3u N.15;8020
392n N.15;01+30,01+31nn,01+32nn,01+35nn,01+36nn;393n
393n N3u N.15;30,31nn,32nn,35nn,36nn
3940-3943 N4;255;8111
395d N6;30,31nn,32nn,35nn,36nn;392n,393n,8005
400 X.30;;;orderNumber
401 X.30g;;;;/;ginc
402 N17c;;;;/;gsin
403,4308,4319 X.30;00
410-413,416 N13c
414 N13c;;;gln;/254|7040;gln
415 N13c;8020;;;/8020;payTo
417 N13c;;;;/7040;party
420 X.20;;421
421 N3i X.9;;4307
422 N3i;01,02,03,8006,8026;426
423,425 N3i ?N3i ?N3i ?N3i ?N3i;01,02,03;426
424 N3i;01,02,03;426
426 N3i;01,02,03
427 X.3;01+422,02+422,03+422
4300,4301,4310,4311,4320 X.35p;00
4302,4304-4306,4312,4314-4316 X.70p;00
4303 X.70p;4302
4307,4317 X2a;00
4309 N10l N10L;00
4313 X.70p;4312
4318 X.20;00
4321-4323 N1y;00
4324,4325 N6d N4e;00
4326 N6D;00
4330 N6 ?X1-;00;4331
4331 N6 ?X1-;00;4330
4332 N6 ?X1-;00;4333
4333 N6 ?X1-;00;4332
7001 N13;01,02,8006,8026
7002 X.30;01,02
7003 N6D N4h;01,02,03
7004 N.4;01+10,03+10;;potency
7005 X.12;01,02
7006 N6D;01,02
7007 N6D ?N6D;01,02
7008 X.3;01,02
7009 X.10;01,02
7010 X.2;01,02,03
7011 N6D ?N4h;01,02,03
7020 X.20;01+416,03+416,8006+416
7021 X.20;01,03,8006
7022 X.20;01+7021,03+7021,8006+7021
7023 X.30g
703n N3I X.27;01,02
7040 N1 X1 X1 X1x;;;;-
7041 X.4T;00;;;-
710 X.20;01;;nhrnPZN
711 X.20;01;;nhrnCIP
712 X.20;01;;nhrnCN
713 X.20;01;;nhrnDRN
714 X.20;01;;nhrnAIM
715 X.20;01;;nhrnNDC
716 X.20;01;;nhrnAIC
717 X.20;01;;nhrnSRN
723n X2 X.28;01,8004
7240 X.20;01,8006;03
7241 N2M;8017,8018
7242 X.25;8017,8018
7250 N8Y;8018;7251
7251 N8Y N4h;8018;7250
7252 N1S;8018
7253,7254 X.40p;8017,8018;7256,7259
7255 X.10;8017,8018;7256,7259
7256 X.90p;8017,8018
7257 X.70p;8018
7258 X3s;8018+7259
7259 X.40p;8018;7256
8001 N4n N5n N3n N1w N1;01
8002 X.20
8003 N1z N13c ?X.16;;;grai;/;grai
8004 X.30g;;;giai;/7040;giai
8006 N14c N4P;;01,03,37;;/22,10,21;itip
8007 X.34b;415
8008 N6D N2H ?N2m ?N2m;01,02,03
8009 X.50;00,01,03
8010 Y.30g;;;;/8011;cpid
8011 N.12r;8010;;;-;cpsn
8012 X.20;01,03,8006;;version
8013 X.25kg;;;gmn;/;gmn
8014 X.25kgt;01;;;-
8017 N18c;;8018;;/8019;gsrnp
8018 N18c;;8017;;/8019;gsrn
8019 N.10;8017,8018;;;-;srin
8020 X.25;415;;paymentRef;-;refNo
8026 N14c N4P;37;02,03,8006
8030 Z.90Z;00,01+21,03+21,253,255,8003,8004,8006+21,8010+8011,8017,8018
8040 N15;01+21;;;-
8041 N15;01+21+8040;;;-
8042 N32;01+21+8040;;;-
8043 N18 ?N.2;01+21+8040;;;-
8110 X.70o
8111 N4;255
8112 X.70O
8200 X.70;01;;;-
90 X.30
91-99 X.90`
