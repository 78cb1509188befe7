-- AlterTable
ALTER TABLE "Watch" ADD COLUMN "caseClosedOn" TEXT;

-- CreateTable
CREATE TABLE "RecallWatchEnd" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "noticeId" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    CONSTRAINT "RecallWatchEnd_noticeId_fkey" FOREIGN KEY ("noticeId") REFERENCES "RecallNotice" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "RecallWatchEnd_noticeId_idx" ON "RecallWatchEnd"("noticeId");

CREATE TRIGGER "guard_RecallWatchEnd_append_only_update" BEFORE UPDATE ON "RecallWatchEnd" BEGIN SELECT RAISE(ABORT, 'RecallWatchEnd is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_RecallWatchEnd_append_only_delete" BEFORE DELETE ON "RecallWatchEnd" BEGIN SELECT RAISE(ABORT, 'RecallWatchEnd is append-only: no row is deleted.'); END;

-- The close of a case ended what its notice watched for and asked, and nothing else did: both go on.
UPDATE "Watch" SET "endedAt" = NULL,
  "caseClosedOn" = (SELECT SUBSTR(n."closedAt", 1, 10) FROM "RecallNotice" n WHERE "Watch"."source" = 'recall:' || n."id")
WHERE "source" IN (SELECT 'recall:' || n."id" FROM "RecallNotice" n WHERE n."closedAt" IS NOT NULL);
UPDATE "LotQuestion" SET "endedAt" = NULL
WHERE "source" IN (SELECT 'recall:' || n."id" FROM "RecallNotice" n WHERE n."closedAt" IS NOT NULL);

-- What came in the meantime with a name that such a notice watches for is on hold by it from now on.
INSERT INTO "Hold" ("reason", "note", "source", "lotId", "placedAt", "actor")
SELECT DISTINCT 'recall', w."note", w."source", l."id", strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'system'
FROM "Watch" w JOIN "Name" n ON n."key" = w."lotKey" AND n."endedAt" IS NULL
  LEFT JOIN "Unit" u ON n."targetKind" = 'unit' AND u."id" = n."targetId"
  JOIN "Lot" l ON n."targetKind" = 'lot' AND l."id" = n."targetId" OR l."id" = u."lotId"
    OR n."targetKind" = 'product' AND l."productId" = n."targetId"
WHERE w."caseClosedOn" IS NOT NULL AND w."endedAt" IS NULL AND (w."productId" IS NULL OR w."productId" = l."productId")
  AND NOT EXISTS (SELECT 1 FROM "Hold" h WHERE h."source" = w."source" AND h."lotId" = l."id");
