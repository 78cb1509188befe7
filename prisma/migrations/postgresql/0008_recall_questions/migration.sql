-- CreateTable
CREATE TABLE "RecallName" (
    "id" SERIAL NOT NULL,
    "noticeId" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "isRead" BOOLEAN NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "RecallName_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RecallAnswer" (
    "id" SERIAL NOT NULL,
    "noticeId" INTEGER NOT NULL,
    "question" TEXT NOT NULL,
    "lotId" INTEGER,
    "text" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "RecallAnswer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HoldTerm" (
    "id" SERIAL NOT NULL,
    "source" TEXT NOT NULL,
    "until" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "HoldTerm_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "RecallName_noticeId_idx" ON "RecallName"("noticeId");

-- CreateIndex
CREATE INDEX "RecallAnswer_noticeId_idx" ON "RecallAnswer"("noticeId");

-- CreateIndex
CREATE INDEX "RecallAnswer_lotId_idx" ON "RecallAnswer"("lotId");

-- CreateIndex
CREATE INDEX "HoldTerm_source_idx" ON "HoldTerm"("source");

-- AddForeignKey
ALTER TABLE "RecallName" ADD CONSTRAINT "RecallName_noticeId_fkey" FOREIGN KEY ("noticeId") REFERENCES "RecallNotice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecallAnswer" ADD CONSTRAINT "RecallAnswer_noticeId_fkey" FOREIGN KEY ("noticeId") REFERENCES "RecallNotice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecallAnswer" ADD CONSTRAINT "RecallAnswer_lotId_fkey" FOREIGN KEY ("lotId") REFERENCES "Lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE OR REPLACE FUNCTION guard_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: no row is changed or deleted.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER "guard_RecallName_append_only" BEFORE UPDATE OR DELETE ON "RecallName" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_RecallName_no_truncate" BEFORE TRUNCATE ON "RecallName" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_RecallAnswer_append_only" BEFORE UPDATE OR DELETE ON "RecallAnswer" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_RecallAnswer_no_truncate" BEFORE TRUNCATE ON "RecallAnswer" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
ALTER TABLE "RecallAnswer" ADD CONSTRAINT "guard_RecallAnswer_206294b6" CHECK ("question" IN ('alike', 'product', 'donor', 'unread'));
CREATE TRIGGER "guard_HoldTerm_append_only" BEFORE UPDATE OR DELETE ON "HoldTerm" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_HoldTerm_no_truncate" BEFORE TRUNCATE ON "HoldTerm" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
ALTER TABLE "HoldTerm" ADD CONSTRAINT "guard_HoldTerm_d1eb68d8" CHECK ("until" IN ('replaced', 'decided'));

-- The names of earlier notices, as far as their lots tell them.
INSERT INTO "RecallName" ("noticeId", "text", "key", "isRead", "recordedAt", "actor")
SELECT l."noticeId", MIN(l."lotText"), l."lotKey", true, n."receivedAt", n."actor"
FROM "RecallLot" l JOIN "RecallNotice" n ON n."id" = l."noticeId"
GROUP BY l."noticeId", l."lotKey", n."receivedAt", n."actor" ORDER BY MIN(l."id");
