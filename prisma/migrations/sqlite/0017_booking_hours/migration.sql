-- CreateTable
CREATE TABLE "BookingRule" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "siteId" INTEGER NOT NULL,
    "opens" TEXT,
    "closes" TEXT,
    "days" TEXT NOT NULL,
    "slotMinutes" INTEGER NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    CONSTRAINT "BookingRule_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "BookingRule_siteId_idx" ON "BookingRule"("siteId");

CREATE TRIGGER "guard_BookingRule_append_only_update" BEFORE UPDATE ON "BookingRule" BEGIN SELECT RAISE(ABORT, 'BookingRule is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_BookingRule_append_only_delete" BEFORE DELETE ON "BookingRule" BEGIN SELECT RAISE(ABORT, 'BookingRule is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_BookingRule_c905039d_insert" BEFORE INSERT ON "BookingRule" WHEN NOT (NEW."slotMinutes" > 0) BEGIN SELECT RAISE(ABORT, 'BookingRule holds: "slotMinutes" > 0'); END;
CREATE TRIGGER "guard_BookingRule_eee5b70e_insert" BEFORE INSERT ON "BookingRule" WHEN NOT (NEW."opens" < NEW."closes") BEGIN SELECT RAISE(ABORT, 'BookingRule holds: opens < closes'); END;
