-- CreateTable
CREATE TABLE "BookingRule" (
    "id" SERIAL NOT NULL,
    "siteId" INTEGER NOT NULL,
    "opens" TEXT,
    "closes" TEXT,
    "days" TEXT NOT NULL,
    "slotMinutes" INTEGER NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "BookingRule_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "BookingRule_siteId_idx" ON "BookingRule"("siteId");

-- AddForeignKey
ALTER TABLE "BookingRule" ADD CONSTRAINT "BookingRule_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE OR REPLACE FUNCTION guard_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: no row is changed or deleted.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER "guard_BookingRule_append_only" BEFORE UPDATE OR DELETE ON "BookingRule" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_BookingRule_no_truncate" BEFORE TRUNCATE ON "BookingRule" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
ALTER TABLE "BookingRule" ADD CONSTRAINT "guard_BookingRule_c905039d" CHECK ("slotMinutes" > 0);
ALTER TABLE "BookingRule" ADD CONSTRAINT "guard_BookingRule_eee5b70e" CHECK ("opens" < "closes");
