-- CreateTable
CREATE TABLE "OpeningUndo" (
    "openingId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "movement" TEXT NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL
);

CREATE TRIGGER "guard_OpeningUndo_append_only_update" BEFORE UPDATE ON "OpeningUndo" BEGIN SELECT RAISE(ABORT, 'OpeningUndo is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_OpeningUndo_append_only_delete" BEFORE DELETE ON "OpeningUndo" BEGIN SELECT RAISE(ABORT, 'OpeningUndo is append-only: no row is deleted.'); END;
