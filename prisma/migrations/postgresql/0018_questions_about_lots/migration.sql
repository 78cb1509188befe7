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
