-- CreateTable
CREATE TABLE "UseOtherLot" (
    "id" SERIAL NOT NULL,
    "useId" INTEGER NOT NULL,
    "lotId" INTEGER NOT NULL,

    CONSTRAINT "UseOtherLot_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "UseOtherLot_lotId_idx" ON "UseOtherLot"("lotId");

-- CreateIndex
CREATE INDEX "UseOtherLot_useId_idx" ON "UseOtherLot"("useId");

-- AddForeignKey
ALTER TABLE "UseOtherLot" ADD CONSTRAINT "UseOtherLot_useId_fkey" FOREIGN KEY ("useId") REFERENCES "ProcedureUse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UseOtherLot" ADD CONSTRAINT "UseOtherLot_lotId_fkey" FOREIGN KEY ("lotId") REFERENCES "Lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE OR REPLACE FUNCTION guard_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: no row is changed or deleted.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER "guard_UseOtherLot_append_only" BEFORE UPDATE OR DELETE ON "UseOtherLot" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_UseOtherLot_no_truncate" BEFORE TRUNCATE ON "UseOtherLot" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
