-- CreateTable
CREATE TABLE "UseOtherLot" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "useId" INTEGER NOT NULL,
    "lotId" INTEGER NOT NULL,
    CONSTRAINT "UseOtherLot_useId_fkey" FOREIGN KEY ("useId") REFERENCES "ProcedureUse" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "UseOtherLot_lotId_fkey" FOREIGN KEY ("lotId") REFERENCES "Lot" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "UseOtherLot_lotId_idx" ON "UseOtherLot"("lotId");

-- CreateIndex
CREATE INDEX "UseOtherLot_useId_idx" ON "UseOtherLot"("useId");

CREATE TRIGGER "guard_UseOtherLot_append_only_update" BEFORE UPDATE ON "UseOtherLot" BEGIN SELECT RAISE(ABORT, 'UseOtherLot is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_UseOtherLot_append_only_delete" BEFORE DELETE ON "UseOtherLot" BEGIN SELECT RAISE(ABORT, 'UseOtherLot is append-only: no row is deleted.'); END;
