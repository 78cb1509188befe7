-- CreateTable
CREATE TABLE "RecallName" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "noticeId" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "isRead" BOOLEAN NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    CONSTRAINT "RecallName_noticeId_fkey" FOREIGN KEY ("noticeId") REFERENCES "RecallNotice" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "RecallAnswer" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "noticeId" INTEGER NOT NULL,
    "question" TEXT NOT NULL,
    "lotId" INTEGER,
    "text" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    CONSTRAINT "RecallAnswer_noticeId_fkey" FOREIGN KEY ("noticeId") REFERENCES "RecallNotice" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "RecallAnswer_lotId_fkey" FOREIGN KEY ("lotId") REFERENCES "Lot" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "HoldTerm" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "source" TEXT NOT NULL,
    "until" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL
);

-- CreateIndex
CREATE INDEX "RecallName_noticeId_idx" ON "RecallName"("noticeId");

-- CreateIndex
CREATE INDEX "RecallAnswer_noticeId_idx" ON "RecallAnswer"("noticeId");

-- CreateIndex
CREATE INDEX "RecallAnswer_lotId_idx" ON "RecallAnswer"("lotId");

-- CreateIndex
CREATE INDEX "HoldTerm_source_idx" ON "HoldTerm"("source");

CREATE TRIGGER "guard_RecallName_append_only_update" BEFORE UPDATE ON "RecallName" BEGIN SELECT RAISE(ABORT, 'RecallName is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_RecallName_append_only_delete" BEFORE DELETE ON "RecallName" BEGIN SELECT RAISE(ABORT, 'RecallName is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_RecallAnswer_append_only_update" BEFORE UPDATE ON "RecallAnswer" BEGIN SELECT RAISE(ABORT, 'RecallAnswer is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_RecallAnswer_append_only_delete" BEFORE DELETE ON "RecallAnswer" BEGIN SELECT RAISE(ABORT, 'RecallAnswer is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_RecallAnswer_206294b6_insert" BEFORE INSERT ON "RecallAnswer" WHEN NOT (NEW."question" IN ('alike', 'product', 'donor', 'unread')) BEGIN SELECT RAISE(ABORT, 'RecallAnswer holds: question IN (''alike'', ''product'', ''donor'', ''unread'')'); END;
CREATE TRIGGER "guard_HoldTerm_append_only_update" BEFORE UPDATE ON "HoldTerm" BEGIN SELECT RAISE(ABORT, 'HoldTerm is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_HoldTerm_append_only_delete" BEFORE DELETE ON "HoldTerm" BEGIN SELECT RAISE(ABORT, 'HoldTerm is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_HoldTerm_d1eb68d8_insert" BEFORE INSERT ON "HoldTerm" WHEN NOT (NEW."until" IN ('replaced', 'decided')) BEGIN SELECT RAISE(ABORT, 'HoldTerm holds: until IN (''replaced'', ''decided'')'); END;

-- The names of earlier notices, as far as their lots tell them.
INSERT INTO "RecallName" ("noticeId", "text", "key", "isRead", "recordedAt", "actor")
SELECT l."noticeId", MIN(l."lotText"), l."lotKey", 1, n."receivedAt", n."actor"
FROM "RecallLot" l JOIN "RecallNotice" n ON n."id" = l."noticeId"
GROUP BY l."noticeId", l."lotKey", n."receivedAt", n."actor" ORDER BY MIN(l."id");
