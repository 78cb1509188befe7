-- CreateTable
CREATE TABLE "LotQuestion" (
    "id" SERIAL NOT NULL,
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
    "endedAt" TEXT,

    CONSTRAINT "LotQuestion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LotAnswer" (
    "id" SERIAL NOT NULL,
    "source" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "lotId" INTEGER NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "LotAnswer_pkey" PRIMARY KEY ("id")
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

CREATE OR REPLACE FUNCTION guard_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: no row is changed or deleted.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
ALTER TABLE "LotQuestion" ADD CONSTRAINT "guard_LotQuestion_766bbac2" CHECK ("question" IN ('alike', 'product', 'donor'));
CREATE TRIGGER "guard_LotAnswer_append_only" BEFORE UPDATE OR DELETE ON "LotAnswer" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_LotAnswer_no_truncate" BEFORE TRUNCATE ON "LotAnswer" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();

-- What open notices ask is asked by stock, too, from now on; what was answered stays answered.
INSERT INTO "LotAnswer" ("source", "question", "text", "lotId", "recordedAt", "actor")
SELECT 'recall:' || a."noticeId", a."question", a."text", a."lotId", a."at", a."actor" FROM "RecallAnswer" a
WHERE a."lotId" IS NOT NULL AND a."question" <> 'unread' ORDER BY a."id";

INSERT INTO "LotQuestion" ("source", "question", "text", "note", "firm", "askedAt")
SELECT 'recall:' || n."id", 'donor', '', n."reference" || ': ' || n."title", n."firm", n."receivedAt" FROM "RecallNotice" n
WHERE n."closedAt" IS NULL AND (n."kind" = 'look-back' OR EXISTS (SELECT 1 FROM "RecallName" r
  WHERE r."noticeId" = n."id" AND (LOWER(r."text") LIKE 'donor%'
    OR EXISTS (SELECT 1 FROM "Name" m WHERE m."key" = r."key" AND m."kind" = 'donor' AND m."endedAt" IS NULL))));

INSERT INTO "LotQuestion" ("source", "question", "text", "note", "productId", "askedAt")
SELECT DISTINCT 'recall:' || n."id", 'product', r."text", n."reference" || ': ' || n."title", m."targetId", n."receivedAt"
FROM "RecallNotice" n JOIN "RecallName" r ON r."noticeId" = n."id"
  JOIN "Name" m ON m."key" = r."key" AND m."targetKind" = 'product' AND m."endedAt" IS NULL
WHERE n."closedAt" IS NULL AND EXISTS (SELECT 1 FROM "Hold" h JOIN "Lot" l ON l."id" = h."lotId"
  WHERE h."source" = 'recall:' || n."id" AND l."productId" = m."targetId");
