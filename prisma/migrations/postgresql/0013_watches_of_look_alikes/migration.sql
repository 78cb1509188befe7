-- AlterTable
ALTER TABLE "Watch" ADD COLUMN     "skeleton" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "WatchAnswer" (
    "id" SERIAL NOT NULL,
    "source" TEXT NOT NULL,
    "lotId" INTEGER NOT NULL,
    "lotKey" TEXT NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "WatchAnswer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "WatchAnswer_lotId_idx" ON "WatchAnswer"("lotId");

-- CreateIndex
CREATE INDEX "Watch_endedAt_skeleton_idx" ON "Watch"("endedAt", "skeleton");

-- CreateIndex
CREATE INDEX "Watch_source_idx" ON "Watch"("source");

CREATE OR REPLACE FUNCTION guard_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: no row is changed or deleted.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER "guard_WatchAnswer_append_only" BEFORE UPDATE OR DELETE ON "WatchAnswer" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_WatchAnswer_no_truncate" BEFORE TRUNCATE ON "WatchAnswer" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();

-- What look-alikes of a watched name are known by: the same folding as `nameSkeleton`.
UPDATE "Watch" SET "skeleton" = REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE("lotKey", 'O', '0'), 'I', '1'), 'L', '1'), 'S', '5'), 'B', '8'), 'Z', '2');

-- Questions about look-alikes that were answered before stay answered.
INSERT INTO "WatchAnswer" ("source", "lotId", "lotKey", "recordedAt", "actor")
SELECT w."source", a."lotId", w."lotKey", a."at", a."actor" FROM "RecallAnswer" a JOIN "Watch" w ON w."source" = 'recall:' || a."noticeId"
WHERE a."question" = 'alike' AND a."lotId" IS NOT NULL AND w."armedAt" <= a."at";
