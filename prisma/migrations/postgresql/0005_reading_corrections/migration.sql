-- AlterTable
ALTER TABLE "TemperatureReading" ADD COLUMN     "confirmed" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "correctionReason" TEXT,
ADD COLUMN     "correctsId" INTEGER,
ADD COLUMN     "typed" TEXT,
ADD COLUMN     "typedUnit" TEXT;

-- CreateTable
CREATE TABLE "CorrectionConfirmation" (
    "readingId" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "confirmedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "CorrectionConfirmation_pkey" PRIMARY KEY ("readingId")
);

-- CreateIndex
CREATE UNIQUE INDEX "TemperatureReading_correctsId_key" ON "TemperatureReading"("correctsId");

-- AddForeignKey
ALTER TABLE "TemperatureReading" ADD CONSTRAINT "TemperatureReading_correctsId_fkey" FOREIGN KEY ("correctsId") REFERENCES "TemperatureReading"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CorrectionConfirmation" ADD CONSTRAINT "CorrectionConfirmation_readingId_fkey" FOREIGN KEY ("readingId") REFERENCES "TemperatureReading"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE OR REPLACE FUNCTION guard_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: no row is changed or deleted.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
ALTER TABLE "TemperatureReading" ADD CONSTRAINT "guard_TemperatureReading_357638c0" CHECK ("typedUnit" IN ('C', 'F'));
CREATE TRIGGER "guard_CorrectionConfirmation_append_only" BEFORE UPDATE OR DELETE ON "CorrectionConfirmation" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_CorrectionConfirmation_no_truncate" BEFORE TRUNCATE ON "CorrectionConfirmation" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
