ALTER TABLE "Name" DROP CONSTRAINT "guard_Name_d44f2e88";

-- AlterTable
ALTER TABLE "DeliveryLine" ADD COLUMN     "answered" TEXT;

ALTER TABLE "Name" ADD CONSTRAINT "guard_Name_f8605117" CHECK ("kind" IN ('lot', 'carton', 'own', 'inside', 'donor', 'donation', 'unit', 'product-code', 'product', 'place', 'seal', 'mrn', 'delivery'));
