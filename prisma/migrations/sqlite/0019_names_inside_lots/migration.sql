DROP TRIGGER "guard_Name_d44f2e88_insert";
DROP TRIGGER "guard_Name_d44f2e88_update";

-- AlterTable
ALTER TABLE "DeliveryLine" ADD COLUMN "answered" TEXT;

CREATE TRIGGER "guard_Name_f8605117_insert" BEFORE INSERT ON "Name" WHEN NOT (NEW."kind" IN ('lot', 'carton', 'own', 'inside', 'donor', 'donation', 'unit', 'product-code', 'product', 'place', 'seal', 'mrn', 'delivery')) BEGIN SELECT RAISE(ABORT, 'Name holds: kind IN (''lot'', ''carton'', ''own'', ''inside'', ''donor'', ''donation'', ''unit'', ''product-code'', ''product'', ''place'', ''seal'', ''mrn'', ''delivery'')'); END;
CREATE TRIGGER "guard_Name_f8605117_update" BEFORE UPDATE OF "kind" ON "Name" WHEN NOT (NEW."kind" IN ('lot', 'carton', 'own', 'inside', 'donor', 'donation', 'unit', 'product-code', 'product', 'place', 'seal', 'mrn', 'delivery')) BEGIN SELECT RAISE(ABORT, 'Name holds: kind IN (''lot'', ''carton'', ''own'', ''inside'', ''donor'', ''donation'', ''unit'', ''product-code'', ''product'', ''place'', ''seal'', ''mrn'', ''delivery'')'); END;
