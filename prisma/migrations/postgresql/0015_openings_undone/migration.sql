-- CreateTable
CREATE TABLE "OpeningUndo" (
    "openingId" INTEGER NOT NULL,
    "movement" TEXT NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "OpeningUndo_pkey" PRIMARY KEY ("openingId")
);

CREATE OR REPLACE FUNCTION guard_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: no row is changed or deleted.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER "guard_OpeningUndo_append_only" BEFORE UPDATE OR DELETE ON "OpeningUndo" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_OpeningUndo_no_truncate" BEFORE TRUNCATE ON "OpeningUndo" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
