-- CreateTable
CREATE TABLE "CorrectionConfirmation" (
    "readingId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "reason" TEXT NOT NULL,
    "confirmedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    CONSTRAINT "CorrectionConfirmation_readingId_fkey" FOREIGN KEY ("readingId") REFERENCES "TemperatureReading" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_TemperatureReading" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "placeId" INTEGER NOT NULL,
    "takenAt" TEXT NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "temperatureCentiCelsiusMin" INTEGER NOT NULL,
    "temperatureCentiCelsiusMax" INTEGER NOT NULL,
    "temperatureCentiCelsiusCurrent" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "typed" TEXT,
    "typedUnit" TEXT,
    "confirmed" BOOLEAN NOT NULL DEFAULT false,
    "correctsId" INTEGER,
    "correctionReason" TEXT,
    CONSTRAINT "TemperatureReading_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "Place" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "TemperatureReading_correctsId_fkey" FOREIGN KEY ("correctsId") REFERENCES "TemperatureReading" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_TemperatureReading" ("actor", "id", "placeId", "recordedAt", "source", "takenAt", "temperatureCentiCelsiusCurrent", "temperatureCentiCelsiusMax", "temperatureCentiCelsiusMin") SELECT "actor", "id", "placeId", "recordedAt", "source", "takenAt", "temperatureCentiCelsiusCurrent", "temperatureCentiCelsiusMax", "temperatureCentiCelsiusMin" FROM "TemperatureReading";
DROP TABLE "TemperatureReading";
ALTER TABLE "new_TemperatureReading" RENAME TO "TemperatureReading";
CREATE UNIQUE INDEX "TemperatureReading_correctsId_key" ON "TemperatureReading"("correctsId");
CREATE INDEX "TemperatureReading_placeId_takenAt_idx" ON "TemperatureReading"("placeId", "takenAt");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

CREATE TRIGGER "guard_TemperatureReading_append_only_update" BEFORE UPDATE ON "TemperatureReading" BEGIN SELECT RAISE(ABORT, 'TemperatureReading is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_TemperatureReading_append_only_delete" BEFORE DELETE ON "TemperatureReading" BEGIN SELECT RAISE(ABORT, 'TemperatureReading is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_TemperatureReading_357638c0_insert" BEFORE INSERT ON "TemperatureReading" WHEN NOT (NEW."typedUnit" IN ('C', 'F')) BEGIN SELECT RAISE(ABORT, 'TemperatureReading holds: "typedUnit" IN (''C'', ''F'')'); END;
CREATE TRIGGER "guard_CorrectionConfirmation_append_only_update" BEFORE UPDATE ON "CorrectionConfirmation" BEGIN SELECT RAISE(ABORT, 'CorrectionConfirmation is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_CorrectionConfirmation_append_only_delete" BEFORE DELETE ON "CorrectionConfirmation" BEGIN SELECT RAISE(ABORT, 'CorrectionConfirmation is append-only: no row is deleted.'); END;
