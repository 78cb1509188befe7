-- CreateTable
CREATE TABLE "WatchAnswer" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "source" TEXT NOT NULL,
    "lotId" INTEGER NOT NULL,
    "lotKey" TEXT NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Watch" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "productId" INTEGER,
    "lotKey" TEXT NOT NULL,
    "skeleton" TEXT NOT NULL DEFAULT '',
    "source" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "armedAt" TEXT NOT NULL,
    "endedAt" TEXT
);
INSERT INTO "new_Watch" ("armedAt", "endedAt", "id", "lotKey", "note", "productId", "source") SELECT "armedAt", "endedAt", "id", "lotKey", "note", "productId", "source" FROM "Watch";
DROP TABLE "Watch";
ALTER TABLE "new_Watch" RENAME TO "Watch";
CREATE INDEX "Watch_lotKey_idx" ON "Watch"("lotKey");
CREATE INDEX "Watch_endedAt_skeleton_idx" ON "Watch"("endedAt", "skeleton");
CREATE INDEX "Watch_source_idx" ON "Watch"("source");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "WatchAnswer_lotId_idx" ON "WatchAnswer"("lotId");

CREATE TRIGGER "guard_WatchAnswer_append_only_update" BEFORE UPDATE ON "WatchAnswer" BEGIN SELECT RAISE(ABORT, 'WatchAnswer is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_WatchAnswer_append_only_delete" BEFORE DELETE ON "WatchAnswer" BEGIN SELECT RAISE(ABORT, 'WatchAnswer is append-only: no row is deleted.'); END;

-- What look-alikes of a watched name are known by: the same folding as `nameSkeleton`.
UPDATE "Watch" SET "skeleton" = REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE("lotKey", 'O', '0'), 'I', '1'), 'L', '1'), 'S', '5'), 'B', '8'), 'Z', '2');

-- Questions about look-alikes that were answered before stay answered.
INSERT INTO "WatchAnswer" ("source", "lotId", "lotKey", "recordedAt", "actor")
SELECT w."source", a."lotId", w."lotKey", a."at", a."actor" FROM "RecallAnswer" a JOIN "Watch" w ON w."source" = 'recall:' || a."noticeId"
WHERE a."question" = 'alike' AND a."lotId" IS NOT NULL AND w."armedAt" <= a."at";
