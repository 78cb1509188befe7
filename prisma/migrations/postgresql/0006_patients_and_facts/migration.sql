-- AlterTable
ALTER TABLE "Category" ADD COLUMN     "entersPatient" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Patient" ADD COLUMN     "mrnKey" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "nameKey" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "Product" ADD COLUMN     "labeledSterile" TEXT;

-- CreateTable
CREATE TABLE "ProductChange" (
    "id" SERIAL NOT NULL,
    "productId" INTEGER NOT NULL,
    "fact" TEXT NOT NULL,
    "before" TEXT,
    "after" TEXT,
    "reason" TEXT,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "ProductChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PatientPiece" (
    "piece" TEXT NOT NULL,
    "patientId" INTEGER NOT NULL,

    CONSTRAINT "PatientPiece_pkey" PRIMARY KEY ("piece","patientId")
);

-- CreateTable
CREATE TABLE "MrnRule" (
    "id" SERIAL NOT NULL,
    "shortest" INTEGER NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "MrnRule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AllergyWord" (
    "id" SERIAL NOT NULL,
    "word" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "allergen" TEXT NOT NULL,
    "isSure" BOOLEAN NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "endedAt" TEXT,
    "endedBy" TEXT,

    CONSTRAINT "AllergyWord_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AllergyAnswer" (
    "id" SERIAL NOT NULL,
    "allergyId" INTEGER NOT NULL,
    "productId" INTEGER NOT NULL,
    "answer" TEXT NOT NULL,
    "reason" TEXT,
    "answeredAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "AllergyAnswer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ProductChange_productId_idx" ON "ProductChange"("productId");

-- CreateIndex
CREATE INDEX "PatientPiece_patientId_idx" ON "PatientPiece"("patientId");

-- CreateIndex
CREATE INDEX "AllergyWord_key_idx" ON "AllergyWord"("key");

-- CreateIndex
CREATE INDEX "AllergyAnswer_allergyId_idx" ON "AllergyAnswer"("allergyId");

-- CreateIndex
CREATE INDEX "Patient_birthDate_idx" ON "Patient"("birthDate");

-- CreateIndex
CREATE INDEX "Patient_mrnKey_idx" ON "Patient"("mrnKey");

-- CreateIndex
CREATE INDEX "Patient_nameKey_idx" ON "Patient"("nameKey");

-- AddForeignKey
ALTER TABLE "ProductChange" ADD CONSTRAINT "ProductChange_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PatientPiece" ADD CONSTRAINT "PatientPiece_patientId_fkey" FOREIGN KEY ("patientId") REFERENCES "Patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AllergyAnswer" ADD CONSTRAINT "AllergyAnswer_allergyId_fkey" FOREIGN KEY ("allergyId") REFERENCES "PatientAllergy"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AllergyAnswer" ADD CONSTRAINT "AllergyAnswer_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE OR REPLACE FUNCTION guard_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: no row is changed or deleted.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
ALTER TABLE "Product" ADD CONSTRAINT "guard_Product_60bd6d6d" CHECK ("labeledSterile" IN ('yes', 'no'));
CREATE TRIGGER "guard_ProductChange_append_only" BEFORE UPDATE OR DELETE ON "ProductChange" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_ProductChange_no_truncate" BEFORE TRUNCATE ON "ProductChange" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
ALTER TABLE "ProductChange" ADD CONSTRAINT "guard_ProductChange_21ded020" CHECK ("fact" IN ('strength', 'labeled-sterile'));
CREATE TRIGGER "guard_MrnRule_append_only" BEFORE UPDATE OR DELETE ON "MrnRule" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_MrnRule_no_truncate" BEFORE TRUNCATE ON "MrnRule" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
ALTER TABLE "MrnRule" ADD CONSTRAINT "guard_MrnRule_9fb90cf4" CHECK ("shortest" > 0);
CREATE TRIGGER "guard_AllergyAnswer_append_only" BEFORE UPDATE OR DELETE ON "AllergyAnswer" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_AllergyAnswer_no_truncate" BEFORE TRUNCATE ON "AllergyAnswer" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
ALTER TABLE "AllergyAnswer" ADD CONSTRAINT "guard_AllergyAnswer_83926b15" CHECK ("answer" IN ('matters', 'no-matter'));
