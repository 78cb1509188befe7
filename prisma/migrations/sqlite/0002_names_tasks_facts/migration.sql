-- AlterTable
ALTER TABLE "DeliveryLine" ADD COLUMN "donor" TEXT;

-- AlterTable
ALTER TABLE "Product" ADD COLUMN "anestheticClass" TEXT;
ALTER TABLE "Product" ADD COLUMN "anestheticMicrogramsPerMl" INTEGER;
ALTER TABLE "Product" ADD COLUMN "withEpinephrine" BOOLEAN;

-- AlterTable
ALTER TABLE "Unit" ADD COLUMN "donor" TEXT;

-- CreateTable
CREATE TABLE "ProductContainsAnswer" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "productId" INTEGER NOT NULL,
    "allergen" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    CONSTRAINT "ProductContainsAnswer_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ProductRange" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
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
    CONSTRAINT "ProductRange_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Name" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
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
    "endedAt" TEXT
);

-- CreateTable
CREATE TABLE "PatientWeight" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "patientId" INTEGER NOT NULL,
    "grams" INTEGER NOT NULL,
    "measuredAt" TEXT NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    CONSTRAINT "PatientWeight_patientId_fkey" FOREIGN KEY ("patientId") REFERENCES "Patient" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "InjectionSite" (
    "code" TEXT NOT NULL PRIMARY KEY,
    "label" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true
);

-- Where a needle goes: what bookings could choose so far.
INSERT INTO "InjectionSite" ("code", "label", "kind", "active") VALUES
  ('hip-joint', 'joint cavity', 'intra-articular', true),
  ('gluteal', 'gluteal muscle', 'intramuscular', true),
  ('iliopsoas', 'iliopsoas muscle', 'intramuscular', true);

-- CreateTable
CREATE TABLE "UnitMark" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "refKind" TEXT NOT NULL,
    "refId" INTEGER NOT NULL,
    "quantity" INTEGER,
    "at" TEXT NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "detail" TEXT,
    CONSTRAINT "UnitMark_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "LotExpiry" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "lotId" INTEGER NOT NULL,
    "expiry" TEXT,
    "expiryTime" TEXT,
    "expiryPrecision" TEXT NOT NULL DEFAULT 'day',
    "reason" TEXT NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    CONSTRAINT "LotExpiry_lotId_fkey" FOREIGN KEY ("lotId") REFERENCES "Lot" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ProvenStretch" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "placeId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "fromAt" TEXT NOT NULL,
    "untilAt" TEXT,
    "temperatureCentiCelsiusMin" INTEGER,
    "temperatureCentiCelsiusMax" INTEGER,
    "readingId" INTEGER,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    CONSTRAINT "ProvenStretch_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "Place" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "ProvenStretch_readingId_fkey" FOREIGN KEY ("readingId") REFERENCES "TemperatureReading" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Task" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
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
    CONSTRAINT "Task_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Task_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_AuditSeal" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "fromId" INTEGER NOT NULL,
    "toId" INTEGER NOT NULL,
    "members" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "sealedAt" TEXT NOT NULL
);
-- Seals of before name all ids between their ends, which is what they were computed over.
INSERT INTO "new_AuditSeal" ("fromId", "hash", "id", "sealedAt", "toId", "members") SELECT "fromId", "hash", "id", "sealedAt", "toId", "fromId" || '-' || "toId" FROM "AuditSeal";
DROP TABLE "AuditSeal";
ALTER TABLE "new_AuditSeal" RENAME TO "AuditSeal";
CREATE UNIQUE INDEX "AuditSeal_fromId_key" ON "AuditSeal"("fromId");
CREATE UNIQUE INDEX "AuditSeal_toId_key" ON "AuditSeal"("toId");
CREATE TABLE "new_Command" (
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "inputHash" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "siteId" INTEGER,

    PRIMARY KEY ("actor", "key")
);
INSERT INTO "new_Command" ("actor", "answer", "at", "inputHash", "key", "kind") SELECT "actor", "answer", "at", "inputHash", "key", "kind" FROM "Command";
DROP TABLE "Command";
ALTER TABLE "new_Command" RENAME TO "Command";
CREATE TABLE "new_Procedure" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "siteId" INTEGER NOT NULL,
    "patientId" INTEGER NOT NULL,
    "protocolVersionId" INTEGER NOT NULL,
    "placeId" INTEGER NOT NULL,
    "roomPlaceId" INTEGER NOT NULL,
    "scheduledAt" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "injectionSite" TEXT NOT NULL,
    "injectionSiteCode" TEXT,
    "productId" INTEGER NOT NULL,
    "doseMicroliters" INTEGER NOT NULL,
    "anesthesia" TEXT NOT NULL,
    "clinician" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "createdAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    CONSTRAINT "Procedure_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Procedure_patientId_fkey" FOREIGN KEY ("patientId") REFERENCES "Patient" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Procedure_protocolVersionId_fkey" FOREIGN KEY ("protocolVersionId") REFERENCES "ProtocolVersion" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Procedure_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "Place" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Procedure_roomPlaceId_fkey" FOREIGN KEY ("roomPlaceId") REFERENCES "Place" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Procedure_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Procedure_injectionSiteCode_fkey" FOREIGN KEY ("injectionSiteCode") REFERENCES "InjectionSite" ("code") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_Procedure" ("actor", "anesthesia", "clinician", "createdAt", "doseMicroliters", "id", "injectionSite", "patientId", "placeId", "productId", "protocolVersionId", "roomPlaceId", "scheduledAt", "side", "siteId", "status") SELECT "actor", "anesthesia", "clinician", "createdAt", "doseMicroliters", "id", "injectionSite", "patientId", "placeId", "productId", "protocolVersionId", "roomPlaceId", "scheduledAt", "side", "siteId", "status" FROM "Procedure";
DROP TABLE "Procedure";
ALTER TABLE "new_Procedure" RENAME TO "Procedure";
CREATE UNIQUE INDEX "Procedure_placeId_key" ON "Procedure"("placeId");
CREATE INDEX "Procedure_siteId_scheduledAt_idx" ON "Procedure"("siteId", "scheduledAt");
CREATE INDEX "Procedure_patientId_idx" ON "Procedure"("patientId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

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

CREATE TRIGGER "guard_AuditSeal_append_only_update" BEFORE UPDATE ON "AuditSeal" BEGIN SELECT RAISE(ABORT, 'AuditSeal is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_AuditSeal_append_only_delete" BEFORE DELETE ON "AuditSeal" BEGIN SELECT RAISE(ABORT, 'AuditSeal is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_Command_append_only_update" BEFORE UPDATE ON "Command" BEGIN SELECT RAISE(ABORT, 'Command is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_Command_append_only_delete" BEFORE DELETE ON "Command" BEGIN SELECT RAISE(ABORT, 'Command is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_Product_eb82536c_insert" BEFORE INSERT ON "Product" WHEN NOT (NEW."anestheticMicrogramsPerMl" > 0) BEGIN SELECT RAISE(ABORT, 'Product holds: "anestheticMicrogramsPerMl" > 0'); END;
CREATE TRIGGER "guard_Product_eb82536c_update" BEFORE UPDATE OF "anestheticMicrogramsPerMl" ON "Product" WHEN NOT (NEW."anestheticMicrogramsPerMl" > 0) BEGIN SELECT RAISE(ABORT, 'Product holds: "anestheticMicrogramsPerMl" > 0'); END;
CREATE TRIGGER "guard_Product_2450a535_insert" BEFORE INSERT ON "Product" WHEN NOT (NEW."anestheticClass" IN ('amide', 'ester')) BEGIN SELECT RAISE(ABORT, 'Product holds: "anestheticClass" IN (''amide'', ''ester'')'); END;
CREATE TRIGGER "guard_Product_2450a535_update" BEFORE UPDATE OF "anestheticClass" ON "Product" WHEN NOT (NEW."anestheticClass" IN ('amide', 'ester')) BEGIN SELECT RAISE(ABORT, 'Product holds: "anestheticClass" IN (''amide'', ''ester'')'); END;
CREATE TRIGGER "guard_ProductContainsAnswer_append_only_update" BEFORE UPDATE ON "ProductContainsAnswer" BEGIN SELECT RAISE(ABORT, 'ProductContainsAnswer is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_ProductContainsAnswer_append_only_delete" BEFORE DELETE ON "ProductContainsAnswer" BEGIN SELECT RAISE(ABORT, 'ProductContainsAnswer is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_ProductContainsAnswer_f2751c15_insert" BEFORE INSERT ON "ProductContainsAnswer" WHEN NOT (NEW."answer" IN ('yes', 'no', 'unknown')) BEGIN SELECT RAISE(ABORT, 'ProductContainsAnswer holds: answer IN (''yes'', ''no'', ''unknown'')'); END;
CREATE TRIGGER "guard_ProductRange_append_only_update" BEFORE UPDATE ON "ProductRange" BEGIN SELECT RAISE(ABORT, 'ProductRange is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_ProductRange_append_only_delete" BEFORE DELETE ON "ProductRange" BEGIN SELECT RAISE(ABORT, 'ProductRange is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_ProductRange_062a66ef_insert" BEFORE INSERT ON "ProductRange" WHEN NOT (NEW."temperatureCentiCelsiusMin" <= NEW."temperatureCentiCelsiusMax") BEGIN SELECT RAISE(ABORT, 'ProductRange holds: "temperatureCentiCelsiusMin" <= "temperatureCentiCelsiusMax"'); END;
CREATE TRIGGER "guard_ProductRange_c250d9ea_insert" BEFORE INSERT ON "ProductRange" WHEN NOT (NEW."excursionMinutes" >= 0) BEGIN SELECT RAISE(ABORT, 'ProductRange holds: "excursionMinutes" >= 0'); END;
CREATE TRIGGER "guard_Name_d44f2e88_insert" BEFORE INSERT ON "Name" WHEN NOT (NEW."kind" IN ('lot', 'carton', 'own', 'donor', 'donation', 'unit', 'product-code', 'product', 'place', 'seal', 'mrn', 'delivery')) BEGIN SELECT RAISE(ABORT, 'Name holds: kind IN (''lot'', ''carton'', ''own'', ''donor'', ''donation'', ''unit'', ''product-code'', ''product'', ''place'', ''seal'', ''mrn'', ''delivery'')'); END;
CREATE TRIGGER "guard_Name_d44f2e88_update" BEFORE UPDATE OF "kind" ON "Name" WHEN NOT (NEW."kind" IN ('lot', 'carton', 'own', 'donor', 'donation', 'unit', 'product-code', 'product', 'place', 'seal', 'mrn', 'delivery')) BEGIN SELECT RAISE(ABORT, 'Name holds: kind IN (''lot'', ''carton'', ''own'', ''donor'', ''donation'', ''unit'', ''product-code'', ''product'', ''place'', ''seal'', ''mrn'', ''delivery'')'); END;
CREATE TRIGGER "guard_Name_c1b7751b_insert" BEFORE INSERT ON "Name" WHEN NOT (NEW."targetKind" IN ('lot', 'unit', 'product', 'place', 'kit', 'patient', 'delivery')) BEGIN SELECT RAISE(ABORT, 'Name holds: "targetKind" IN (''lot'', ''unit'', ''product'', ''place'', ''kit'', ''patient'', ''delivery'')'); END;
CREATE TRIGGER "guard_Name_c1b7751b_update" BEFORE UPDATE OF "targetKind" ON "Name" WHEN NOT (NEW."targetKind" IN ('lot', 'unit', 'product', 'place', 'kit', 'patient', 'delivery')) BEGIN SELECT RAISE(ABORT, 'Name holds: "targetKind" IN (''lot'', ''unit'', ''product'', ''place'', ''kit'', ''patient'', ''delivery'')'); END;
CREATE TRIGGER "guard_Name_683efa00_insert" BEFORE INSERT ON "Name" WHEN NOT (NEW."relation" IN ('same', 'group')) BEGIN SELECT RAISE(ABORT, 'Name holds: relation IN (''same'', ''group'')'); END;
CREATE TRIGGER "guard_Name_683efa00_update" BEFORE UPDATE OF "relation" ON "Name" WHEN NOT (NEW."relation" IN ('same', 'group')) BEGIN SELECT RAISE(ABORT, 'Name holds: relation IN (''same'', ''group'')'); END;
CREATE TRIGGER "guard_PatientWeight_append_only_update" BEFORE UPDATE ON "PatientWeight" BEGIN SELECT RAISE(ABORT, 'PatientWeight is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_PatientWeight_append_only_delete" BEFORE DELETE ON "PatientWeight" BEGIN SELECT RAISE(ABORT, 'PatientWeight is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_PatientWeight_a65fcce8_insert" BEFORE INSERT ON "PatientWeight" WHEN NOT (NEW."grams" > 0) BEGIN SELECT RAISE(ABORT, 'PatientWeight holds: grams > 0'); END;
CREATE TRIGGER "guard_Procedure_7a56e89e_insert" BEFORE INSERT ON "Procedure" WHEN NOT (NEW."status" IN ('booked', 'screened', 'consented', 'given', 'observed', 'closed', 'cancelled', 'stopped')) BEGIN SELECT RAISE(ABORT, 'Procedure holds: status IN (''booked'', ''screened'', ''consented'', ''given'', ''observed'', ''closed'', ''cancelled'', ''stopped'')'); END;
CREATE TRIGGER "guard_Procedure_7a56e89e_update" BEFORE UPDATE OF "status" ON "Procedure" WHEN NOT (NEW."status" IN ('booked', 'screened', 'consented', 'given', 'observed', 'closed', 'cancelled', 'stopped')) BEGIN SELECT RAISE(ABORT, 'Procedure holds: status IN (''booked'', ''screened'', ''consented'', ''given'', ''observed'', ''closed'', ''cancelled'', ''stopped'')'); END;
CREATE TRIGGER "guard_Procedure_93146077_insert" BEFORE INSERT ON "Procedure" WHEN NOT (NEW."side" IN ('left', 'right')) BEGIN SELECT RAISE(ABORT, 'Procedure holds: side IN (''left'', ''right'')'); END;
CREATE TRIGGER "guard_Procedure_93146077_update" BEFORE UPDATE OF "side" ON "Procedure" WHEN NOT (NEW."side" IN ('left', 'right')) BEGIN SELECT RAISE(ABORT, 'Procedure holds: side IN (''left'', ''right'')'); END;
CREATE TRIGGER "guard_Procedure_2ea807cb_insert" BEFORE INSERT ON "Procedure" WHEN NOT (NEW."anesthesia" IN ('none', 'topical', 'injectable')) BEGIN SELECT RAISE(ABORT, 'Procedure holds: anesthesia IN (''none'', ''topical'', ''injectable'')'); END;
CREATE TRIGGER "guard_Procedure_2ea807cb_update" BEFORE UPDATE OF "anesthesia" ON "Procedure" WHEN NOT (NEW."anesthesia" IN ('none', 'topical', 'injectable')) BEGIN SELECT RAISE(ABORT, 'Procedure holds: anesthesia IN (''none'', ''topical'', ''injectable'')'); END;
CREATE TRIGGER "guard_InjectionSite_eaf1ca98_insert" BEFORE INSERT ON "InjectionSite" WHEN NOT (NEW."kind" IN ('intra-articular', 'intramuscular', 'bursal', 'peritendinous', 'other')) BEGIN SELECT RAISE(ABORT, 'InjectionSite holds: kind IN (''intra-articular'', ''intramuscular'', ''bursal'', ''peritendinous'', ''other'')'); END;
CREATE TRIGGER "guard_InjectionSite_eaf1ca98_update" BEFORE UPDATE OF "kind" ON "InjectionSite" WHEN NOT (NEW."kind" IN ('intra-articular', 'intramuscular', 'bursal', 'peritendinous', 'other')) BEGIN SELECT RAISE(ABORT, 'InjectionSite holds: kind IN (''intra-articular'', ''intramuscular'', ''bursal'', ''peritendinous'', ''other'')'); END;
CREATE TRIGGER "guard_UnitMark_append_only_update" BEFORE UPDATE ON "UnitMark" BEGIN SELECT RAISE(ABORT, 'UnitMark is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_UnitMark_append_only_delete" BEFORE DELETE ON "UnitMark" BEGIN SELECT RAISE(ABORT, 'UnitMark is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_UnitMark_44732da0_insert" BEFORE INSERT ON "UnitMark" WHEN NOT (NEW."kind" IN ('owner', 'opened-for', 'used-on', 'drawn', 'disinfected')) BEGIN SELECT RAISE(ABORT, 'UnitMark holds: kind IN (''owner'', ''opened-for'', ''used-on'', ''drawn'', ''disinfected'')'); END;
CREATE TRIGGER "guard_UnitMark_82113324_insert" BEFORE INSERT ON "UnitMark" WHEN NOT (NEW."quantity" > 0) BEGIN SELECT RAISE(ABORT, 'UnitMark holds: quantity > 0'); END;
CREATE TRIGGER "guard_LotExpiry_append_only_update" BEFORE UPDATE ON "LotExpiry" BEGIN SELECT RAISE(ABORT, 'LotExpiry is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_LotExpiry_append_only_delete" BEFORE DELETE ON "LotExpiry" BEGIN SELECT RAISE(ABORT, 'LotExpiry is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_ProvenStretch_append_only_update" BEFORE UPDATE ON "ProvenStretch" BEGIN SELECT RAISE(ABORT, 'ProvenStretch is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_ProvenStretch_append_only_delete" BEFORE DELETE ON "ProvenStretch" BEGIN SELECT RAISE(ABORT, 'ProvenStretch is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_ProvenStretch_9f71c2ab_insert" BEFORE INSERT ON "ProvenStretch" WHEN NOT (NEW."kind" IN ('measured', 'due', 'gap', 'ended')) BEGIN SELECT RAISE(ABORT, 'ProvenStretch holds: kind IN (''measured'', ''due'', ''gap'', ''ended'')'); END;
CREATE TRIGGER "guard_ProvenStretch_062a66ef_insert" BEFORE INSERT ON "ProvenStretch" WHEN NOT (NEW."temperatureCentiCelsiusMin" <= NEW."temperatureCentiCelsiusMax") BEGIN SELECT RAISE(ABORT, 'ProvenStretch holds: "temperatureCentiCelsiusMin" <= "temperatureCentiCelsiusMax"'); END;
