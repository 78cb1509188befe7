-- AlterTable
ALTER TABLE "HoldRelease" ADD COLUMN     "by" TEXT NOT NULL DEFAULT 'earlier',
ADD COLUMN     "decisionId" INTEGER;

-- CreateTable
CREATE TABLE "RecallRelease" (
    "id" SERIAL NOT NULL,
    "noticeId" INTEGER NOT NULL,
    "lotId" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "RecallRelease_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RecordConclusion" (
    "id" SERIAL NOT NULL,
    "lotId" INTEGER NOT NULL,
    "named" TEXT NOT NULL,
    "conclusion" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "RecordConclusion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HoldDecision" (
    "id" SERIAL NOT NULL,
    "holdId" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "decidedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "HoldDecision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ExcursionDecision" (
    "id" SERIAL NOT NULL,
    "excursionId" INTEGER NOT NULL,
    "lotId" INTEGER NOT NULL,
    "decision" TEXT NOT NULL,
    "advice" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "ExcursionDecision_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "RecallRelease_noticeId_idx" ON "RecallRelease"("noticeId");

-- CreateIndex
CREATE INDEX "RecordConclusion_lotId_idx" ON "RecordConclusion"("lotId");

-- CreateIndex
CREATE INDEX "HoldDecision_holdId_idx" ON "HoldDecision"("holdId");

-- CreateIndex
CREATE INDEX "ExcursionDecision_excursionId_idx" ON "ExcursionDecision"("excursionId");

-- AddForeignKey
ALTER TABLE "RecallRelease" ADD CONSTRAINT "RecallRelease_noticeId_fkey" FOREIGN KEY ("noticeId") REFERENCES "RecallNotice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecordConclusion" ADD CONSTRAINT "RecordConclusion_lotId_fkey" FOREIGN KEY ("lotId") REFERENCES "Lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExcursionDecision" ADD CONSTRAINT "ExcursionDecision_excursionId_fkey" FOREIGN KEY ("excursionId") REFERENCES "Excursion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE OR REPLACE FUNCTION guard_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: no row is changed or deleted.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER "guard_RecallRelease_append_only" BEFORE UPDATE OR DELETE ON "RecallRelease" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_RecallRelease_no_truncate" BEFORE TRUNCATE ON "RecallRelease" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_RecordConclusion_append_only" BEFORE UPDATE OR DELETE ON "RecordConclusion" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_RecordConclusion_no_truncate" BEFORE TRUNCATE ON "RecordConclusion" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
ALTER TABLE "RecordConclusion" ADD CONSTRAINT "guard_RecordConclusion_9e0fe6ca" CHECK ("conclusion" IN ('good', 'ineligible', 'incomplete', 'failed'));
CREATE OR REPLACE FUNCTION "guard_HoldRelease_7ced1575"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT (EXISTS (SELECT 1 FROM "Hold" h WHERE h."id" = NEW."holdId"
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
  ))) THEN
    RAISE EXCEPTION 'HoldRelease takes only rows that prisma/guards/end-of-hold.sql allows.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER "guard_HoldRelease_7ced1575" BEFORE INSERT ON "HoldRelease" FOR EACH ROW EXECUTE FUNCTION "guard_HoldRelease_7ced1575"();
CREATE TRIGGER "guard_HoldDecision_append_only" BEFORE UPDATE OR DELETE ON "HoldDecision" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_HoldDecision_no_truncate" BEFORE TRUNCATE ON "HoldDecision" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_ExcursionDecision_append_only" BEFORE UPDATE OR DELETE ON "ExcursionDecision" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_ExcursionDecision_no_truncate" BEFORE TRUNCATE ON "ExcursionDecision" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
ALTER TABLE "ExcursionDecision" ADD CONSTRAINT "guard_ExcursionDecision_79dbe920" CHECK ("decision" IN ('release', 'discard', 'keep'));
