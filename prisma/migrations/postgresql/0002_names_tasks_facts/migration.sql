-- AlterTable
-- Seals of before name all ids between their ends, which is what they were computed over. The guard is off for this alone.
ALTER TABLE "AuditSeal" ADD COLUMN     "members" TEXT;
ALTER TABLE "AuditSeal" DISABLE TRIGGER "guard_AuditSeal_append_only";
UPDATE "AuditSeal" SET "members" = "fromId" || '-' || "toId";
ALTER TABLE "AuditSeal" ENABLE TRIGGER "guard_AuditSeal_append_only";
ALTER TABLE "AuditSeal" ALTER COLUMN "members" SET NOT NULL;

-- AlterTable
ALTER TABLE "Command" DROP CONSTRAINT "Command_pkey",
ADD COLUMN     "siteId" INTEGER,
ADD CONSTRAINT "Command_pkey" PRIMARY KEY ("actor", "key");

-- AlterTable
ALTER TABLE "DeliveryLine" ADD COLUMN     "donor" TEXT;

-- AlterTable
ALTER TABLE "Procedure" ADD COLUMN     "injectionSiteCode" TEXT;

-- AlterTable
ALTER TABLE "Product" ADD COLUMN     "anestheticClass" TEXT,
ADD COLUMN     "anestheticMicrogramsPerMl" INTEGER,
ADD COLUMN     "withEpinephrine" BOOLEAN;

-- AlterTable
ALTER TABLE "Unit" ADD COLUMN     "donor" TEXT;

-- CreateTable
CREATE TABLE "ProductContainsAnswer" (
    "id" SERIAL NOT NULL,
    "productId" INTEGER NOT NULL,
    "allergen" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "ProductContainsAnswer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProductRange" (
    "id" SERIAL NOT NULL,
    "productId" INTEGER NOT NULL,
    "temperatureCentiCelsiusMin" INTEGER,
    "temperatureCentiCelsiusMax" INTEGER,
    "excursionMinutes" INTEGER,
    "excursionTemperatureCentiCelsiusMin" INTEGER,
    "excursionTemperatureCentiCelsiusMax" INTEGER,
    "excursionText" TEXT,
    "instructionRevision" TEXT,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "ProductRange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Name" (
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "scheme" TEXT,
    "text" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "skeleton" TEXT NOT NULL,
    "targetKind" TEXT NOT NULL,
    "targetId" INTEGER NOT NULL,
    "relation" TEXT NOT NULL DEFAULT 'same',
    "siteId" INTEGER,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT,
    "endedAt" TEXT,

    CONSTRAINT "Name_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PatientWeight" (
    "id" SERIAL NOT NULL,
    "patientId" INTEGER NOT NULL,
    "grams" INTEGER NOT NULL,
    "measuredAt" TEXT NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "PatientWeight_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "InjectionSite" (
    "code" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "InjectionSite_pkey" PRIMARY KEY ("code")
);

-- Where a needle goes: what bookings could choose so far.
INSERT INTO "InjectionSite" ("code", "label", "kind", "active") VALUES
  ('hip-joint', 'joint cavity', 'intra-articular', true),
  ('gluteal', 'gluteal muscle', 'intramuscular', true),
  ('iliopsoas', 'iliopsoas muscle', 'intramuscular', true);

-- CreateTable
CREATE TABLE "UnitMark" (
    "id" SERIAL NOT NULL,
    "unitId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "refKind" TEXT NOT NULL,
    "refId" INTEGER NOT NULL,
    "quantity" INTEGER,
    "at" TEXT NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "detail" TEXT,

    CONSTRAINT "UnitMark_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LotExpiry" (
    "id" SERIAL NOT NULL,
    "lotId" INTEGER NOT NULL,
    "expiry" TEXT,
    "expiryTime" TEXT,
    "expiryPrecision" TEXT NOT NULL DEFAULT 'day',
    "reason" TEXT NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "LotExpiry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProvenStretch" (
    "id" SERIAL NOT NULL,
    "placeId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "fromAt" TEXT NOT NULL,
    "untilAt" TEXT,
    "temperatureCentiCelsiusMin" INTEGER,
    "temperatureCentiCelsiusMax" INTEGER,
    "readingId" INTEGER,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "ProvenStretch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Task" (
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "aboutKind" TEXT NOT NULL,
    "aboutId" INTEGER,
    "siteId" INTEGER,
    "personId" INTEGER,
    "role" TEXT,
    "dueAt" TEXT,
    "detail" TEXT NOT NULL,
    "createdAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "doneAt" TEXT,
    "doneBy" TEXT,
    "doneNote" TEXT,

    CONSTRAINT "Task_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ProductContainsAnswer_productId_allergen_idx" ON "ProductContainsAnswer"("productId", "allergen");

-- CreateIndex
CREATE INDEX "ProductRange_productId_idx" ON "ProductRange"("productId");

-- CreateIndex
CREATE INDEX "Name_key_idx" ON "Name"("key");

-- CreateIndex
CREATE INDEX "Name_skeleton_idx" ON "Name"("skeleton");

-- CreateIndex
CREATE INDEX "Name_targetKind_targetId_idx" ON "Name"("targetKind", "targetId");

-- CreateIndex
CREATE INDEX "PatientWeight_patientId_measuredAt_idx" ON "PatientWeight"("patientId", "measuredAt");

-- CreateIndex
CREATE INDEX "UnitMark_unitId_idx" ON "UnitMark"("unitId");

-- CreateIndex
CREATE INDEX "UnitMark_refKind_refId_idx" ON "UnitMark"("refKind", "refId");

-- CreateIndex
CREATE INDEX "LotExpiry_lotId_idx" ON "LotExpiry"("lotId");

-- CreateIndex
CREATE INDEX "ProvenStretch_placeId_fromAt_idx" ON "ProvenStretch"("placeId", "fromAt");

-- CreateIndex
CREATE INDEX "Task_siteId_doneAt_dueAt_idx" ON "Task"("siteId", "doneAt", "dueAt");

-- CreateIndex
CREATE INDEX "Task_about_idx" ON "Task"("about");

-- CreateIndex
CREATE INDEX "Unit_donor_idx" ON "Unit"("donor");

-- AddForeignKey
ALTER TABLE "ProductContainsAnswer" ADD CONSTRAINT "ProductContainsAnswer_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProductRange" ADD CONSTRAINT "ProductRange_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PatientWeight" ADD CONSTRAINT "PatientWeight_patientId_fkey" FOREIGN KEY ("patientId") REFERENCES "Patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Procedure" ADD CONSTRAINT "Procedure_injectionSiteCode_fkey" FOREIGN KEY ("injectionSiteCode") REFERENCES "InjectionSite"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UnitMark" ADD CONSTRAINT "UnitMark_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LotExpiry" ADD CONSTRAINT "LotExpiry_lotId_fkey" FOREIGN KEY ("lotId") REFERENCES "Lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProvenStretch" ADD CONSTRAINT "ProvenStretch_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "Place"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProvenStretch" ADD CONSTRAINT "ProvenStretch_readingId_fkey" FOREIGN KEY ("readingId") REFERENCES "TemperatureReading"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Task" ADD CONSTRAINT "Task_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Task" ADD CONSTRAINT "Task_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE OR REPLACE FUNCTION guard_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: no row is changed or deleted.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
ALTER TABLE "Product" ADD CONSTRAINT "guard_Product_eb82536c" CHECK ("anestheticMicrogramsPerMl" > 0);
ALTER TABLE "Product" ADD CONSTRAINT "guard_Product_2450a535" CHECK ("anestheticClass" IN ('amide', 'ester'));
CREATE TRIGGER "guard_ProductContainsAnswer_append_only" BEFORE UPDATE OR DELETE ON "ProductContainsAnswer" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_ProductContainsAnswer_no_truncate" BEFORE TRUNCATE ON "ProductContainsAnswer" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
ALTER TABLE "ProductContainsAnswer" ADD CONSTRAINT "guard_ProductContainsAnswer_f2751c15" CHECK ("answer" IN ('yes', 'no', 'unknown'));
CREATE TRIGGER "guard_ProductRange_append_only" BEFORE UPDATE OR DELETE ON "ProductRange" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_ProductRange_no_truncate" BEFORE TRUNCATE ON "ProductRange" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
ALTER TABLE "ProductRange" ADD CONSTRAINT "guard_ProductRange_062a66ef" CHECK ("temperatureCentiCelsiusMin" <= "temperatureCentiCelsiusMax");
ALTER TABLE "ProductRange" ADD CONSTRAINT "guard_ProductRange_c250d9ea" CHECK ("excursionMinutes" >= 0);
ALTER TABLE "Name" ADD CONSTRAINT "guard_Name_d44f2e88" CHECK ("kind" IN ('lot', 'carton', 'own', 'donor', 'donation', 'unit', 'product-code', 'product', 'place', 'seal', 'mrn', 'delivery'));
ALTER TABLE "Name" ADD CONSTRAINT "guard_Name_c1b7751b" CHECK ("targetKind" IN ('lot', 'unit', 'product', 'place', 'kit', 'patient', 'delivery'));
ALTER TABLE "Name" ADD CONSTRAINT "guard_Name_683efa00" CHECK ("relation" IN ('same', 'group'));
CREATE TRIGGER "guard_PatientWeight_append_only" BEFORE UPDATE OR DELETE ON "PatientWeight" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_PatientWeight_no_truncate" BEFORE TRUNCATE ON "PatientWeight" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
ALTER TABLE "PatientWeight" ADD CONSTRAINT "guard_PatientWeight_a65fcce8" CHECK ("grams" > 0);
ALTER TABLE "InjectionSite" ADD CONSTRAINT "guard_InjectionSite_eaf1ca98" CHECK ("kind" IN ('intra-articular', 'intramuscular', 'bursal', 'peritendinous', 'other'));
CREATE TRIGGER "guard_UnitMark_append_only" BEFORE UPDATE OR DELETE ON "UnitMark" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_UnitMark_no_truncate" BEFORE TRUNCATE ON "UnitMark" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
ALTER TABLE "UnitMark" ADD CONSTRAINT "guard_UnitMark_44732da0" CHECK ("kind" IN ('owner', 'opened-for', 'used-on', 'drawn', 'disinfected'));
ALTER TABLE "UnitMark" ADD CONSTRAINT "guard_UnitMark_82113324" CHECK ("quantity" > 0);
CREATE TRIGGER "guard_LotExpiry_append_only" BEFORE UPDATE OR DELETE ON "LotExpiry" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_LotExpiry_no_truncate" BEFORE TRUNCATE ON "LotExpiry" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_ProvenStretch_append_only" BEFORE UPDATE OR DELETE ON "ProvenStretch" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_ProvenStretch_no_truncate" BEFORE TRUNCATE ON "ProvenStretch" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
ALTER TABLE "ProvenStretch" ADD CONSTRAINT "guard_ProvenStretch_9f71c2ab" CHECK ("kind" IN ('measured', 'due', 'gap', 'ended'));
ALTER TABLE "ProvenStretch" ADD CONSTRAINT "guard_ProvenStretch_062a66ef" CHECK ("temperatureCentiCelsiusMin" <= "temperatureCentiCelsiusMax");
