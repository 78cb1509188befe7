-- Signs that come for a hyphen or a blank are left out of the skeleton, so that NB_2402 and NB.2402 look like NB-2402.
UPDATE "Name"
SET "skeleton" = REPLACE(REPLACE(REPLACE(REPLACE(REPLACE("skeleton", '_', ''), '.', ''), '/', ''), '\', ''), ':', '')
WHERE "skeleton" <> REPLACE(REPLACE(REPLACE(REPLACE(REPLACE("skeleton", '_', ''), '.', ''), '/', ''), '\', ''), ':', '');
