-- DropIndex
DROP INDEX "Balance_placeId_idx";

-- CreateIndex
CREATE INDEX "Balance_placeId_quantity_idx" ON "Balance"("placeId", "quantity");

-- CreateIndex
CREATE INDEX "Lot_productId_expiry_id_idx" ON "Lot"("productId", "expiry", "id");

-- CreateIndex
CREATE INDEX "Opening_discardAt_idx" ON "Opening"("discardAt");
