-- CreateTable
CREATE TABLE "LotQuestion" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "source" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "lotId" INTEGER,
    "productId" INTEGER,
    "lotKey" TEXT,
    "firm" TEXT NOT NULL DEFAULT '',
    "afterAnswer" INTEGER NOT NULL DEFAULT 0,
    "askedAt" TEXT NOT NULL,
    "endedAt" TEXT
);

-- CreateTable
CREATE TABLE "LotAnswer" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "source" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "lotId" INTEGER NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL
);

-- CreateIndex
CREATE INDEX "LotQuestion_source_idx" ON "LotQuestion"("source");

-- CreateIndex
CREATE INDEX "LotQuestion_endedAt_lotKey_idx" ON "LotQuestion"("endedAt", "lotKey");

-- CreateIndex
CREATE INDEX "LotQuestion_endedAt_productId_idx" ON "LotQuestion"("endedAt", "productId");

-- CreateIndex
CREATE INDEX "LotQuestion_lotId_idx" ON "LotQuestion"("lotId");

-- CreateIndex
CREATE INDEX "LotAnswer_lotId_idx" ON "LotAnswer"("lotId");

CREATE TRIGGER "guard_LotQuestion_766bbac2_insert" BEFORE INSERT ON "LotQuestion" WHEN NOT (NEW."question" IN ('alike', 'product', 'donor')) BEGIN SELECT RAISE(ABORT, 'LotQuestion holds: question IN (''alike'', ''product'', ''donor'')'); END;
CREATE TRIGGER "guard_LotQuestion_766bbac2_update" BEFORE UPDATE OF "question" ON "LotQuestion" WHEN NOT (NEW."question" IN ('alike', 'product', 'donor')) BEGIN SELECT RAISE(ABORT, 'LotQuestion holds: question IN (''alike'', ''product'', ''donor'')'); END;
CREATE TRIGGER "guard_LotAnswer_append_only_update" BEFORE UPDATE ON "LotAnswer" BEGIN SELECT RAISE(ABORT, 'LotAnswer is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_LotAnswer_append_only_delete" BEFORE DELETE ON "LotAnswer" BEGIN SELECT RAISE(ABORT, 'LotAnswer is append-only: no row is deleted.'); END;
