-- AlterTable
ALTER TABLE "Product" ADD COLUMN "waitMinutes" INTEGER;

-- CreateTable
CREATE TABLE "FindingOverride" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "procedureId" INTEGER NOT NULL,
    "patientId" INTEGER NOT NULL,
    "day" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "ruleVersion" INTEGER NOT NULL,
    "severity" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    CONSTRAINT "FindingOverride_procedureId_fkey" FOREIGN KEY ("procedureId") REFERENCES "Procedure" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "TimeOutRule" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "minutes" INTEGER NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL
);

-- CreateIndex
CREATE INDEX "FindingOverride_procedureId_idx" ON "FindingOverride"("procedureId");

CREATE TRIGGER "guard_Product_a9d5efba_insert" BEFORE INSERT ON "Product" WHEN NOT (NEW."waitMinutes" > 0) BEGIN SELECT RAISE(ABORT, 'Product holds: "waitMinutes" > 0'); END;
CREATE TRIGGER "guard_Product_a9d5efba_update" BEFORE UPDATE OF "waitMinutes" ON "Product" WHEN NOT (NEW."waitMinutes" > 0) BEGIN SELECT RAISE(ABORT, 'Product holds: "waitMinutes" > 0'); END;
CREATE TRIGGER "guard_FindingOverride_append_only_update" BEFORE UPDATE ON "FindingOverride" BEGIN SELECT RAISE(ABORT, 'FindingOverride is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_FindingOverride_append_only_delete" BEFORE DELETE ON "FindingOverride" BEGIN SELECT RAISE(ABORT, 'FindingOverride is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_FindingOverride_ac20db62_insert" BEFORE INSERT ON "FindingOverride" WHEN NOT (NEW."severity" IN ('stop', 'ask', 'open')) BEGIN SELECT RAISE(ABORT, 'FindingOverride holds: severity IN (''stop'', ''ask'', ''open'')'); END;
CREATE TRIGGER "guard_FindingOverride_f088e394_insert" BEFORE INSERT ON "FindingOverride" WHEN NOT (NEW."role" IN ('clinician', 'director')) BEGIN SELECT RAISE(ABORT, 'FindingOverride holds: role IN (''clinician'', ''director'')'); END;
CREATE TRIGGER "guard_TimeOutRule_append_only_update" BEFORE UPDATE ON "TimeOutRule" BEGIN SELECT RAISE(ABORT, 'TimeOutRule is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_TimeOutRule_append_only_delete" BEFORE DELETE ON "TimeOutRule" BEGIN SELECT RAISE(ABORT, 'TimeOutRule is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_TimeOutRule_03278ad4_insert" BEFORE INSERT ON "TimeOutRule" WHEN NOT (NEW."minutes" > 0) BEGIN SELECT RAISE(ABORT, 'TimeOutRule holds: minutes > 0'); END;
