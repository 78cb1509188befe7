ALTER TABLE "LotName" DROP CONSTRAINT "guard_LotName_10741cff";
ALTER TABLE "LotName" DROP CONSTRAINT "guard_LotName_683efa00";

-- DropForeignKey
ALTER TABLE "LotName" DROP CONSTRAINT "LotName_lotId_fkey";

-- DropTable
DROP TABLE "LotName";
