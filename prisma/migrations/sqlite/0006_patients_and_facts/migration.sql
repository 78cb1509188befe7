-- AlterTable
ALTER TABLE "Product" ADD COLUMN "labeledSterile" TEXT;

-- CreateTable
CREATE TABLE "ProductChange" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "productId" INTEGER NOT NULL,
    "fact" TEXT NOT NULL,
    "before" TEXT,
    "after" TEXT,
    "reason" TEXT,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    CONSTRAINT "ProductChange_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PatientPiece" (
    "piece" TEXT NOT NULL,
    "patientId" INTEGER NOT NULL,

    PRIMARY KEY ("piece", "patientId"),
    CONSTRAINT "PatientPiece_patientId_fkey" FOREIGN KEY ("patientId") REFERENCES "Patient" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "MrnRule" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "shortest" INTEGER NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "AllergyWord" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "word" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "allergen" TEXT NOT NULL,
    "isSure" BOOLEAN NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "endedAt" TEXT,
    "endedBy" TEXT
);

-- CreateTable
CREATE TABLE "AllergyAnswer" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "allergyId" INTEGER NOT NULL,
    "productId" INTEGER NOT NULL,
    "answer" TEXT NOT NULL,
    "reason" TEXT,
    "answeredAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    CONSTRAINT "AllergyAnswer_allergyId_fkey" FOREIGN KEY ("allergyId") REFERENCES "PatientAllergy" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "AllergyAnswer_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- AlterTable
ALTER TABLE "Category" ADD COLUMN "entersPatient" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Patient" ADD COLUMN "mrnKey" TEXT NOT NULL DEFAULT '';
ALTER TABLE "Patient" ADD COLUMN "nameKey" TEXT NOT NULL DEFAULT '';

-- CreateIndex
CREATE INDEX "Patient_birthDate_idx" ON "Patient"("birthDate");
CREATE INDEX "Patient_mrnKey_idx" ON "Patient"("mrnKey");
CREATE INDEX "Patient_nameKey_idx" ON "Patient"("nameKey");

-- CreateIndex
CREATE INDEX "ProductChange_productId_idx" ON "ProductChange"("productId");

-- CreateIndex
CREATE INDEX "PatientPiece_patientId_idx" ON "PatientPiece"("patientId");

-- CreateIndex
CREATE INDEX "AllergyWord_key_idx" ON "AllergyWord"("key");

-- CreateIndex
CREATE INDEX "AllergyAnswer_allergyId_idx" ON "AllergyAnswer"("allergyId");

CREATE TRIGGER "guard_Product_60bd6d6d_insert" BEFORE INSERT ON "Product" WHEN NOT (NEW."labeledSterile" IN ('yes', 'no')) BEGIN SELECT RAISE(ABORT, 'Product holds: "labeledSterile" IN (''yes'', ''no'')'); END;
CREATE TRIGGER "guard_Product_60bd6d6d_update" BEFORE UPDATE OF "labeledSterile" ON "Product" WHEN NOT (NEW."labeledSterile" IN ('yes', 'no')) BEGIN SELECT RAISE(ABORT, 'Product holds: "labeledSterile" IN (''yes'', ''no'')'); END;
CREATE TRIGGER "guard_ProductChange_append_only_update" BEFORE UPDATE ON "ProductChange" BEGIN SELECT RAISE(ABORT, 'ProductChange is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_ProductChange_append_only_delete" BEFORE DELETE ON "ProductChange" BEGIN SELECT RAISE(ABORT, 'ProductChange is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_ProductChange_21ded020_insert" BEFORE INSERT ON "ProductChange" WHEN NOT (NEW."fact" IN ('strength', 'labeled-sterile')) BEGIN SELECT RAISE(ABORT, 'ProductChange holds: fact IN (''strength'', ''labeled-sterile'')'); END;
CREATE TRIGGER "guard_MrnRule_append_only_update" BEFORE UPDATE ON "MrnRule" BEGIN SELECT RAISE(ABORT, 'MrnRule is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_MrnRule_append_only_delete" BEFORE DELETE ON "MrnRule" BEGIN SELECT RAISE(ABORT, 'MrnRule is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_MrnRule_9fb90cf4_insert" BEFORE INSERT ON "MrnRule" WHEN NOT (NEW."shortest" > 0) BEGIN SELECT RAISE(ABORT, 'MrnRule holds: shortest > 0'); END;
CREATE TRIGGER "guard_AllergyAnswer_append_only_update" BEFORE UPDATE ON "AllergyAnswer" BEGIN SELECT RAISE(ABORT, 'AllergyAnswer is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_AllergyAnswer_append_only_delete" BEFORE DELETE ON "AllergyAnswer" BEGIN SELECT RAISE(ABORT, 'AllergyAnswer is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_AllergyAnswer_83926b15_insert" BEFORE INSERT ON "AllergyAnswer" WHEN NOT (NEW."answer" IN ('matters', 'no-matter')) BEGIN SELECT RAISE(ABORT, 'AllergyAnswer holds: answer IN (''matters'', ''no-matter'')'); END;
