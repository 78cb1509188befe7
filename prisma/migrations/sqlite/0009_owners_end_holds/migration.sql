-- CreateTable
CREATE TABLE "RecallRelease" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "noticeId" INTEGER NOT NULL,
    "lotId" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    CONSTRAINT "RecallRelease_noticeId_fkey" FOREIGN KEY ("noticeId") REFERENCES "RecallNotice" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "RecordConclusion" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "lotId" INTEGER NOT NULL,
    "named" TEXT NOT NULL,
    "conclusion" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    CONSTRAINT "RecordConclusion_lotId_fkey" FOREIGN KEY ("lotId") REFERENCES "Lot" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "HoldDecision" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "holdId" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "decidedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "ExcursionDecision" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "excursionId" INTEGER NOT NULL,
    "lotId" INTEGER NOT NULL,
    "decision" TEXT NOT NULL,
    "advice" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    CONSTRAINT "ExcursionDecision_excursionId_fkey" FOREIGN KEY ("excursionId") REFERENCES "Excursion" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_HoldRelease" (
    "holdId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "reason" TEXT NOT NULL,
    "releasedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "by" TEXT NOT NULL DEFAULT 'earlier',
    "decisionId" INTEGER,
    CONSTRAINT "HoldRelease_holdId_fkey" FOREIGN KEY ("holdId") REFERENCES "Hold" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_HoldRelease" ("actor", "holdId", "reason", "releasedAt") SELECT "actor", "holdId", "reason", "releasedAt" FROM "HoldRelease";
DROP TABLE "HoldRelease";
ALTER TABLE "new_HoldRelease" RENAME TO "HoldRelease";
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "RecallRelease_noticeId_idx" ON "RecallRelease"("noticeId");

-- CreateIndex
CREATE INDEX "RecordConclusion_lotId_idx" ON "RecordConclusion"("lotId");

-- CreateIndex
CREATE INDEX "HoldDecision_holdId_idx" ON "HoldDecision"("holdId");

-- CreateIndex
CREATE INDEX "ExcursionDecision_excursionId_idx" ON "ExcursionDecision"("excursionId");

CREATE TRIGGER "guard_RecallRelease_append_only_update" BEFORE UPDATE ON "RecallRelease" BEGIN SELECT RAISE(ABORT, 'RecallRelease is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_RecallRelease_append_only_delete" BEFORE DELETE ON "RecallRelease" BEGIN SELECT RAISE(ABORT, 'RecallRelease is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_RecordConclusion_append_only_update" BEFORE UPDATE ON "RecordConclusion" BEGIN SELECT RAISE(ABORT, 'RecordConclusion is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_RecordConclusion_append_only_delete" BEFORE DELETE ON "RecordConclusion" BEGIN SELECT RAISE(ABORT, 'RecordConclusion is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_RecordConclusion_9e0fe6ca_insert" BEFORE INSERT ON "RecordConclusion" WHEN NOT (NEW."conclusion" IN ('good', 'ineligible', 'incomplete', 'failed')) BEGIN SELECT RAISE(ABORT, 'RecordConclusion holds: conclusion IN (''good'', ''ineligible'', ''incomplete'', ''failed'')'); END;
CREATE TRIGGER "guard_HoldRelease_append_only_update" BEFORE UPDATE ON "HoldRelease" BEGIN SELECT RAISE(ABORT, 'HoldRelease is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_HoldRelease_append_only_delete" BEFORE DELETE ON "HoldRelease" BEGIN SELECT RAISE(ABORT, 'HoldRelease is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_HoldRelease_7ced1575_insert" BEFORE INSERT ON "HoldRelease" WHEN NOT (EXISTS (SELECT 1 FROM "Hold" h WHERE h."id" = NEW."holdId"
  AND NEW."actor" LIKE 'person:%'
  AND (h."source" IS NULL OR NEW."by" = 'records' OR (h."actor" <> NEW."actor" AND NOT EXISTS (SELECT 1 FROM "ApiToken" k
    WHERE h."actor" = 'token:' || k."id" AND NEW."actor" = 'person:' || k."createdById")))
  AND (
    NEW."by" = 'decision' AND (h."source" IS NULL OR h."source" NOT LIKE 'recall:%' AND h."source" NOT LIKE 'excursion:%')
      AND EXISTS (SELECT 1 FROM "HoldDecision" d WHERE d."id" = NEW."decisionId" AND d."holdId" = h."id"
        AND d."decidedAt" = NEW."releasedAt" AND d."actor" = NEW."actor")
    OR NEW."by" = 'recall' AND EXISTS (SELECT 1 FROM "RecallRelease" d WHERE d."id" = NEW."decisionId"
      AND h."source" = 'recall:' || d."noticeId" AND d."lotId" = h."lotId"
      AND d."at" = NEW."releasedAt" AND d."actor" = NEW."actor")
    OR NEW."by" = 'excursion' AND EXISTS (SELECT 1 FROM "ExcursionDecision" d JOIN "Unit" u ON u."id" = h."unitId"
      WHERE d."id" = NEW."decisionId" AND d."decision" = 'release' AND h."source" = 'excursion:' || d."excursionId"
      AND d."lotId" = u."lotId" AND d."at" = NEW."releasedAt" AND d."actor" = NEW."actor")
    OR NEW."by" = 'records' AND h."reason" = 'records' AND h."source" LIKE 'delivery:%'
      AND EXISTS (SELECT 1 FROM "RecordConclusion" d WHERE d."id" = NEW."decisionId" AND d."lotId" = h."lotId"
        AND d."conclusion" = 'good' AND d."at" = NEW."releasedAt" AND d."actor" = NEW."actor")
    OR NEW."by" = 'reading' AND EXISTS (SELECT 1 FROM "TemperatureReading" t
      LEFT JOIN "TemperatureReading" o ON o."id" = t."correctsId" LEFT JOIN "CorrectionConfirmation" c ON c."readingId" = t."id"
      WHERE t."id" = NEW."decisionId" AND (t."correctsId" IS NOT NULL OR t."source" = 'logger')
        AND (o."actor" IS NULL OR o."actor" <> NEW."actor")
        AND (EXISTS (SELECT 1 FROM "Excursion" e WHERE h."source" = 'excursion:' || e."id" AND e."placeId" = t."placeId"
            AND t."correctsId" IS NOT NULL)
          OR EXISTS (SELECT 1 FROM "TemperatureReading" g WHERE h."source" = 'reading:' || g."id" AND g."placeId" = t."placeId"))
        AND (t."recordedAt" = NEW."releasedAt" AND t."actor" = NEW."actor"
          OR c."confirmedAt" = NEW."releasedAt" AND c."actor" = NEW."actor"))
  ))) BEGIN SELECT RAISE(ABORT, 'HoldRelease takes only rows that prisma/guards/end-of-hold.sql allows.'); END;
CREATE TRIGGER "guard_HoldDecision_append_only_update" BEFORE UPDATE ON "HoldDecision" BEGIN SELECT RAISE(ABORT, 'HoldDecision is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_HoldDecision_append_only_delete" BEFORE DELETE ON "HoldDecision" BEGIN SELECT RAISE(ABORT, 'HoldDecision is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_ExcursionDecision_append_only_update" BEFORE UPDATE ON "ExcursionDecision" BEGIN SELECT RAISE(ABORT, 'ExcursionDecision is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_ExcursionDecision_append_only_delete" BEFORE DELETE ON "ExcursionDecision" BEGIN SELECT RAISE(ABORT, 'ExcursionDecision is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_ExcursionDecision_79dbe920_insert" BEFORE INSERT ON "ExcursionDecision" WHEN NOT (NEW."decision" IN ('release', 'discard', 'keep')) BEGIN SELECT RAISE(ABORT, 'ExcursionDecision holds: decision IN (''release'', ''discard'', ''keep'')'); END;
