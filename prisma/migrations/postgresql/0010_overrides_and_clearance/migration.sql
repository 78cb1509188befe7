-- AlterTable
ALTER TABLE "Product" ADD COLUMN     "waitMinutes" INTEGER;

-- CreateTable
CREATE TABLE "FindingOverride" (
    "id" SERIAL NOT NULL,
    "procedureId" INTEGER NOT NULL,
    "patientId" INTEGER NOT NULL,
    "day" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "ruleVersion" INTEGER NOT NULL,
    "severity" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "FindingOverride_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TimeOutRule" (
    "id" SERIAL NOT NULL,
    "minutes" INTEGER NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "TimeOutRule_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "FindingOverride_procedureId_idx" ON "FindingOverride"("procedureId");

-- AddForeignKey
ALTER TABLE "FindingOverride" ADD CONSTRAINT "FindingOverride_procedureId_fkey" FOREIGN KEY ("procedureId") REFERENCES "Procedure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE OR REPLACE FUNCTION guard_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: no row is changed or deleted.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
ALTER TABLE "Product" ADD CONSTRAINT "guard_Product_a9d5efba" CHECK ("waitMinutes" > 0);
CREATE TRIGGER "guard_FindingOverride_append_only" BEFORE UPDATE OR DELETE ON "FindingOverride" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_FindingOverride_no_truncate" BEFORE TRUNCATE ON "FindingOverride" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
ALTER TABLE "FindingOverride" ADD CONSTRAINT "guard_FindingOverride_ac20db62" CHECK ("severity" IN ('stop', 'ask', 'open'));
ALTER TABLE "FindingOverride" ADD CONSTRAINT "guard_FindingOverride_f088e394" CHECK ("role" IN ('clinician', 'director'));
CREATE TRIGGER "guard_TimeOutRule_append_only" BEFORE UPDATE OR DELETE ON "TimeOutRule" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_TimeOutRule_no_truncate" BEFORE TRUNCATE ON "TimeOutRule" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
ALTER TABLE "TimeOutRule" ADD CONSTRAINT "guard_TimeOutRule_03278ad4" CHECK ("minutes" > 0);
