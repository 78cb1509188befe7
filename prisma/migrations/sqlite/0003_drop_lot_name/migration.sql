DROP TRIGGER "guard_LotName_10741cff_insert";
DROP TRIGGER "guard_LotName_10741cff_update";
DROP TRIGGER "guard_LotName_683efa00_insert";
DROP TRIGGER "guard_LotName_683efa00_update";

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "LotName";
PRAGMA foreign_keys=on;
