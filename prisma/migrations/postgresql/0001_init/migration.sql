-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" SERIAL NOT NULL,
    "at" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "commandKey" TEXT,

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditSeal" (
    "id" SERIAL NOT NULL,
    "fromId" INTEGER NOT NULL,
    "toId" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "sealedAt" TEXT NOT NULL,

    CONSTRAINT "AuditSeal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Command" (
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "inputHash" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "at" TEXT NOT NULL,

    CONSTRAINT "Command_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Site" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL,

    CONSTRAINT "Site_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Person" (
    "id" SERIAL NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "createdAt" TEXT NOT NULL,
    "endedAt" TEXT,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PersonRole" (
    "personId" INTEGER NOT NULL,
    "siteId" INTEGER NOT NULL,
    "role" TEXT NOT NULL,

    CONSTRAINT "PersonRole_pkey" PRIMARY KEY ("personId","siteId","role")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" SERIAL NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "personId" INTEGER NOT NULL,
    "siteId" INTEGER NOT NULL,
    "createdAt" TEXT NOT NULL,
    "lastSeenAt" TEXT NOT NULL,
    "endedAt" TEXT,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApiToken" (
    "id" SERIAL NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "siteId" INTEGER NOT NULL,
    "createdById" INTEGER NOT NULL,
    "createdAt" TEXT NOT NULL,
    "endedAt" TEXT,

    CONSTRAINT "ApiToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Station" (
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "scannerProfile" TEXT NOT NULL,
    "checkedAt" TEXT NOT NULL,

    CONSTRAINT "Station_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Supplier" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "Supplier_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Category" (
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "tracksLots" BOOLEAN NOT NULL DEFAULT true,
    "tracksUnits" BOOLEAN NOT NULL DEFAULT false,
    "expires" BOOLEAN NOT NULL DEFAULT true,
    "drawnFrom" BOOLEAN NOT NULL DEFAULT false,
    "isBiologic" BOOLEAN NOT NULL DEFAULT false,
    "isEquipment" BOOLEAN NOT NULL DEFAULT false,
    "isEmergency" BOOLEAN NOT NULL DEFAULT false,
    "touchesPatient" BOOLEAN NOT NULL DEFAULT true,
    "needsRecords" BOOLEAN NOT NULL DEFAULT false,
    "needsDonor" BOOLEAN NOT NULL DEFAULT false,
    "storageBand" TEXT,
    "openForHours" INTEGER,
    "capturedBy" TEXT NOT NULL DEFAULT 'room',

    CONSTRAINT "Category_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Product" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "searchKey" TEXT NOT NULL,
    "manufacturer" TEXT NOT NULL,
    "supplierId" INTEGER,
    "categoryId" INTEGER NOT NULL,
    "baseUnit" TEXT NOT NULL,
    "containerQuantity" INTEGER NOT NULL DEFAULT 1,
    "strength" TEXT,
    "sizeMicroliters" INTEGER,
    "storageBand" TEXT,
    "multiDose" BOOLEAN NOT NULL DEFAULT false,
    "openForHours" INTEGER,
    "needsThaw" BOOLEAN NOT NULL DEFAULT false,
    "thawedForHours" INTEGER,
    "overfillMicroliters" INTEGER NOT NULL DEFAULT 100,
    "regulatoryStanding" TEXT,
    "regulatoryBasis" TEXT,
    "standingSetBy" TEXT,
    "standingSetAt" TEXT,
    "disinfectionLevel" TEXT,
    "createdAt" TEXT NOT NULL,
    "archivedAt" TEXT,

    CONSTRAINT "Product_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProductCode" (
    "id" SERIAL NOT NULL,
    "productId" INTEGER NOT NULL,
    "scheme" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "packageQuantity" INTEGER NOT NULL DEFAULT 1,
    "linkedAt" TEXT NOT NULL,
    "linkedBy" TEXT NOT NULL,

    CONSTRAINT "ProductCode_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProductContains" (
    "productId" INTEGER NOT NULL,
    "allergen" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "answeredBy" TEXT,
    "answeredAt" TEXT,

    CONSTRAINT "ProductContains_pkey" PRIMARY KEY ("productId","allergen")
);

-- CreateTable
CREATE TABLE "ParLevel" (
    "productId" INTEGER NOT NULL,
    "placeId" INTEGER NOT NULL,
    "minQuantity" INTEGER NOT NULL,

    CONSTRAINT "ParLevel_pkey" PRIMARY KEY ("productId","placeId")
);

-- CreateTable
CREATE TABLE "Kit" (
    "id" SERIAL NOT NULL,
    "placeId" INTEGER NOT NULL,
    "sealNumber" TEXT,
    "sealedAt" TEXT,
    "sealBrokenAt" TEXT,
    "countDueDays" INTEGER NOT NULL DEFAULT 31,

    CONSTRAINT "Kit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "KitItem" (
    "id" SERIAL NOT NULL,
    "kitId" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "categoryId" INTEGER NOT NULL,
    "strength" TEXT,
    "minQuantity" INTEGER NOT NULL,
    "needsWith" TEXT,
    "countsFor" TEXT,

    CONSTRAINT "KitItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "KitCheck" (
    "id" SERIAL NOT NULL,
    "kitId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "sealSeen" TEXT,
    "inOrder" BOOLEAN NOT NULL,
    "note" TEXT,
    "checkedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "KitCheck_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Patient" (
    "id" SERIAL NOT NULL,
    "mrn" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "searchKey" TEXT NOT NULL,
    "birthDate" TEXT NOT NULL,
    "createdAt" TEXT NOT NULL,

    CONSTRAINT "Patient_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PatientAllergy" (
    "id" SERIAL NOT NULL,
    "patientId" INTEGER NOT NULL,
    "allergen" TEXT NOT NULL,
    "note" TEXT,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "endedAt" TEXT,

    CONSTRAINT "PatientAllergy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AutologousUnit" (
    "id" SERIAL NOT NULL,
    "unitId" INTEGER NOT NULL,
    "patientId" INTEGER NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "endedAt" TEXT,

    CONSTRAINT "AutologousUnit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Procedure" (
    "id" SERIAL NOT NULL,
    "siteId" INTEGER NOT NULL,
    "patientId" INTEGER NOT NULL,
    "protocolVersionId" INTEGER NOT NULL,
    "placeId" INTEGER NOT NULL,
    "roomPlaceId" INTEGER NOT NULL,
    "scheduledAt" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "injectionSite" TEXT NOT NULL,
    "productId" INTEGER NOT NULL,
    "doseMicroliters" INTEGER NOT NULL,
    "anesthesia" TEXT NOT NULL,
    "clinician" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "createdAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "Procedure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProcedureEvent" (
    "id" SERIAL NOT NULL,
    "procedureId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "occurredAt" TEXT NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "detail" TEXT NOT NULL,

    CONSTRAINT "ProcedureEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProcedureUse" (
    "id" SERIAL NOT NULL,
    "procedureId" INTEGER NOT NULL,
    "unitId" INTEGER NOT NULL,
    "lotId" INTEGER NOT NULL,
    "movement" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "wasted" INTEGER NOT NULL,
    "givenAt" TEXT NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "recordedLate" BOOLEAN NOT NULL,
    "findings" TEXT NOT NULL,
    "raw" TEXT,

    CONSTRAINT "ProcedureUse_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReadinessBinding" (
    "id" SERIAL NOT NULL,
    "procedureId" INTEGER NOT NULL,
    "requirement" TEXT NOT NULL,
    "unitId" INTEGER NOT NULL,
    "placeId" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,
    "reservationId" INTEGER,
    "how" TEXT NOT NULL,
    "boundAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "endedAt" TEXT,
    "ended" TEXT,

    CONSTRAINT "ReadinessBinding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReadinessSign" (
    "id" SERIAL NOT NULL,
    "procedureId" INTEGER NOT NULL,
    "signedAt" TEXT NOT NULL,
    "validUntil" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "signedName" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,

    CONSTRAINT "ReadinessSign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Protocol" (
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "Protocol_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProtocolVersion" (
    "id" SERIAL NOT NULL,
    "protocolId" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "effectiveFrom" TEXT NOT NULL,
    "doseMicrolitersMin" INTEGER NOT NULL,
    "doseMicrolitersMax" INTEGER NOT NULL,
    "observationMinutesMin" INTEGER NOT NULL,
    "readyForMinutes" INTEGER NOT NULL,
    "followUpWeeksMin" INTEGER NOT NULL,
    "followUpWeeksMax" INTEGER NOT NULL,
    "intervalWeeksMin" INTEGER NOT NULL DEFAULT 4,
    "createdAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "ProtocolVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Requirement" (
    "id" SERIAL NOT NULL,
    "versionId" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "bind" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL DEFAULT 1,
    "sizeMicrolitersMin" INTEGER,
    "sizeMicrolitersMax" INTEGER,
    "volumeMicroliters" INTEGER,
    "condition" TEXT,
    "position" INTEGER NOT NULL,

    CONSTRAINT "Requirement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RequirementAlternative" (
    "requirementId" INTEGER NOT NULL,
    "categoryId" INTEGER NOT NULL,

    CONSTRAINT "RequirementAlternative_pkey" PRIMARY KEY ("requirementId","categoryId")
);

-- CreateTable
CREATE TABLE "ProtocolText" (
    "id" SERIAL NOT NULL,
    "versionId" INTEGER NOT NULL,
    "part" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "effect" TEXT,
    "position" INTEGER NOT NULL,

    CONSTRAINT "ProtocolText_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RecallNotice" (
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "firm" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "receivedAt" TEXT NOT NULL,
    "dueAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "closedAt" TEXT,
    "closedBy" TEXT,
    "closeNote" TEXT,

    CONSTRAINT "RecallNotice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RecallLot" (
    "id" SERIAL NOT NULL,
    "noticeId" INTEGER NOT NULL,
    "productId" INTEGER,
    "lotId" INTEGER,
    "lotText" TEXT NOT NULL,
    "lotKey" TEXT NOT NULL,

    CONSTRAINT "RecallLot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RecallOutreach" (
    "id" SERIAL NOT NULL,
    "noticeId" INTEGER NOT NULL,
    "patientId" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "RecallOutreach_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" SERIAL NOT NULL,
    "siteId" INTEGER NOT NULL,
    "supplierId" INTEGER NOT NULL,
    "orderNumber" TEXT,
    "packingSlip" TEXT,
    "carrier" TEXT,
    "arrivedAt" TEXT NOT NULL,
    "shipperCondition" TEXT NOT NULL,
    "sealIntact" BOOLEAN NOT NULL,
    "dryIcePresent" BOOLEAN NOT NULL DEFAULT false,
    "temperatureCentiCelsiusArrival" INTEGER,
    "actor" TEXT NOT NULL,
    "closedAt" TEXT,

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DeliveryLine" (
    "id" SERIAL NOT NULL,
    "deliveryId" INTEGER NOT NULL,
    "scanId" TEXT NOT NULL,
    "raw" TEXT,
    "symbology" TEXT,
    "parts" TEXT,
    "lotId" INTEGER NOT NULL,
    "unitId" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,
    "verdict" TEXT NOT NULL,
    "reason" TEXT,
    "placeId" INTEGER NOT NULL,
    "receivedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "DeliveryLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LotRecord" (
    "id" SERIAL NOT NULL,
    "lotId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "receivedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "LotRecord_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Disinfection" (
    "id" SERIAL NOT NULL,
    "unitId" INTEGER NOT NULL,
    "level" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "doneAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "Disinfection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Place" (
    "id" SERIAL NOT NULL,
    "siteId" INTEGER NOT NULL,
    "parentId" INTEGER,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "inside" BOOLEAN NOT NULL,
    "storageBand" TEXT,
    "provenUntil" TEXT,
    "endedAt" TEXT,

    CONSTRAINT "Place_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Lot" (
    "id" SERIAL NOT NULL,
    "productId" INTEGER NOT NULL,
    "lotNumber" TEXT NOT NULL,
    "lotKey" TEXT NOT NULL,
    "expiry" TEXT,
    "expiryTime" TEXT,
    "expiryPrecision" TEXT NOT NULL DEFAULT 'day',
    "createdAt" TEXT NOT NULL,

    CONSTRAINT "Lot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LotName" (
    "id" SERIAL NOT NULL,
    "lotId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "relation" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "skeleton" TEXT NOT NULL,

    CONSTRAINT "LotName_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Unit" (
    "id" SERIAL NOT NULL,
    "lotId" INTEGER NOT NULL,
    "productId" INTEGER NOT NULL,
    "bulkOfLotId" INTEGER,
    "number" TEXT,
    "numberKey" TEXT,
    "donation" TEXT,
    "createdAt" TEXT NOT NULL,

    CONSTRAINT "Unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Balance" (
    "unitId" INTEGER NOT NULL,
    "placeId" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,
    "reserved" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Balance_pkey" PRIMARY KEY ("unitId","placeId")
);

-- CreateTable
CREATE TABLE "Posting" (
    "id" SERIAL NOT NULL,
    "movement" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "unitId" INTEGER NOT NULL,
    "lotId" INTEGER NOT NULL,
    "fromPlaceId" INTEGER NOT NULL,
    "toPlaceId" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,
    "occurredAt" TEXT NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT,
    "reversesId" INTEGER,

    CONSTRAINT "Posting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Hold" (
    "id" SERIAL NOT NULL,
    "reason" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "source" TEXT,
    "productId" INTEGER,
    "lotId" INTEGER,
    "unitId" INTEGER,
    "placeId" INTEGER,
    "placedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "Hold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HoldRelease" (
    "holdId" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "releasedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "HoldRelease_pkey" PRIMARY KEY ("holdId")
);

-- CreateTable
CREATE TABLE "Opening" (
    "id" SERIAL NOT NULL,
    "unitId" INTEGER NOT NULL,
    "openedAt" TEXT NOT NULL,
    "discardAt" TEXT NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "Opening_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UnitClock" (
    "id" SERIAL NOT NULL,
    "unitId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "startedAt" TEXT NOT NULL,
    "limitAt" TEXT NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "UnitClock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Reservation" (
    "id" SERIAL NOT NULL,
    "unitId" INTEGER NOT NULL,
    "placeId" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,
    "procedureId" INTEGER NOT NULL,
    "requirement" TEXT NOT NULL,
    "createdAt" TEXT NOT NULL,
    "endedAt" TEXT,
    "ended" TEXT,

    CONSTRAINT "Reservation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Watch" (
    "id" SERIAL NOT NULL,
    "productId" INTEGER,
    "lotKey" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "armedAt" TEXT NOT NULL,
    "endedAt" TEXT,

    CONSTRAINT "Watch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StorageLocation" (
    "placeId" INTEGER NOT NULL,
    "band" TEXT NOT NULL,
    "temperatureCentiCelsiusMin" INTEGER NOT NULL,
    "temperatureCentiCelsiusMax" INTEGER NOT NULL,
    "readingDueHours" INTEGER NOT NULL DEFAULT 24,
    "independentAlarm" TEXT,
    "alarmCalls" TEXT,
    "backupPlaceId" INTEGER,

    CONSTRAINT "StorageLocation_pkey" PRIMARY KEY ("placeId")
);

-- CreateTable
CREATE TABLE "TemperatureReading" (
    "id" SERIAL NOT NULL,
    "placeId" INTEGER NOT NULL,
    "takenAt" TEXT NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "temperatureCentiCelsiusMin" INTEGER NOT NULL,
    "temperatureCentiCelsiusMax" INTEGER NOT NULL,
    "temperatureCentiCelsiusCurrent" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "TemperatureReading_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Excursion" (
    "id" SERIAL NOT NULL,
    "placeId" INTEGER NOT NULL,
    "startedAt" TEXT NOT NULL,
    "temperatureCentiCelsiusWorst" INTEGER NOT NULL,
    "closedAt" TEXT,
    "cause" TEXT,
    "advice" TEXT,
    "closedBy" TEXT,

    CONSTRAINT "Excursion_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "AuditEntry_subject_id_idx" ON "AuditEntry"("subject", "id");

-- CreateIndex
CREATE UNIQUE INDEX "AuditSeal_fromId_key" ON "AuditSeal"("fromId");

-- CreateIndex
CREATE UNIQUE INDEX "AuditSeal_toId_key" ON "AuditSeal"("toId");

-- CreateIndex
CREATE UNIQUE INDEX "Site_name_key" ON "Site"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Person_email_key" ON "Person"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Session_tokenHash_key" ON "Session"("tokenHash");

-- CreateIndex
CREATE INDEX "Session_personId_idx" ON "Session"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "ApiToken_tokenHash_key" ON "ApiToken"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "Supplier_name_key" ON "Supplier"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Category_code_key" ON "Category"("code");

-- CreateIndex
CREATE INDEX "Product_categoryId_idx" ON "Product"("categoryId");

-- CreateIndex
CREATE INDEX "Product_searchKey_idx" ON "Product"("searchKey");

-- CreateIndex
CREATE UNIQUE INDEX "ProductCode_scheme_code_productId_key" ON "ProductCode"("scheme", "code", "productId");

-- CreateIndex
CREATE UNIQUE INDEX "Kit_placeId_key" ON "Kit"("placeId");

-- CreateIndex
CREATE UNIQUE INDEX "KitItem_kitId_code_key" ON "KitItem"("kitId", "code");

-- CreateIndex
CREATE INDEX "KitCheck_kitId_checkedAt_idx" ON "KitCheck"("kitId", "checkedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Patient_mrn_key" ON "Patient"("mrn");

-- CreateIndex
CREATE INDEX "Patient_searchKey_idx" ON "Patient"("searchKey");

-- CreateIndex
CREATE INDEX "PatientAllergy_patientId_idx" ON "PatientAllergy"("patientId");

-- CreateIndex
CREATE INDEX "AutologousUnit_unitId_idx" ON "AutologousUnit"("unitId");

-- CreateIndex
CREATE INDEX "AutologousUnit_patientId_idx" ON "AutologousUnit"("patientId");

-- CreateIndex
CREATE UNIQUE INDEX "Procedure_placeId_key" ON "Procedure"("placeId");

-- CreateIndex
CREATE INDEX "Procedure_siteId_scheduledAt_idx" ON "Procedure"("siteId", "scheduledAt");

-- CreateIndex
CREATE INDEX "Procedure_patientId_idx" ON "Procedure"("patientId");

-- CreateIndex
CREATE INDEX "ProcedureEvent_procedureId_idx" ON "ProcedureEvent"("procedureId");

-- CreateIndex
CREATE INDEX "ProcedureUse_procedureId_idx" ON "ProcedureUse"("procedureId");

-- CreateIndex
CREATE INDEX "ProcedureUse_lotId_idx" ON "ProcedureUse"("lotId");

-- CreateIndex
CREATE INDEX "ReadinessBinding_procedureId_idx" ON "ReadinessBinding"("procedureId");

-- CreateIndex
CREATE INDEX "ReadinessBinding_unitId_idx" ON "ReadinessBinding"("unitId");

-- CreateIndex
CREATE INDEX "ReadinessSign_procedureId_idx" ON "ReadinessSign"("procedureId");

-- CreateIndex
CREATE UNIQUE INDEX "Protocol_code_key" ON "Protocol"("code");

-- CreateIndex
CREATE UNIQUE INDEX "ProtocolVersion_protocolId_version_key" ON "ProtocolVersion"("protocolId", "version");

-- CreateIndex
CREATE UNIQUE INDEX "Requirement_versionId_code_key" ON "Requirement"("versionId", "code");

-- CreateIndex
CREATE UNIQUE INDEX "ProtocolText_versionId_code_key" ON "ProtocolText"("versionId", "code");

-- CreateIndex
CREATE INDEX "RecallLot_lotId_idx" ON "RecallLot"("lotId");

-- CreateIndex
CREATE UNIQUE INDEX "RecallLot_noticeId_lotKey_productId_key" ON "RecallLot"("noticeId", "lotKey", "productId");

-- CreateIndex
CREATE INDEX "RecallOutreach_noticeId_patientId_idx" ON "RecallOutreach"("noticeId", "patientId");

-- CreateIndex
CREATE INDEX "Delivery_siteId_closedAt_idx" ON "Delivery"("siteId", "closedAt");

-- CreateIndex
CREATE UNIQUE INDEX "DeliveryLine_scanId_key" ON "DeliveryLine"("scanId");

-- CreateIndex
CREATE INDEX "DeliveryLine_deliveryId_idx" ON "DeliveryLine"("deliveryId");

-- CreateIndex
CREATE INDEX "DeliveryLine_lotId_idx" ON "DeliveryLine"("lotId");

-- CreateIndex
CREATE INDEX "LotRecord_lotId_idx" ON "LotRecord"("lotId");

-- CreateIndex
CREATE INDEX "Disinfection_unitId_doneAt_idx" ON "Disinfection"("unitId", "doneAt");

-- CreateIndex
CREATE INDEX "Place_siteId_kind_idx" ON "Place"("siteId", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "Lot_productId_lotKey_key" ON "Lot"("productId", "lotKey");

-- CreateIndex
CREATE INDEX "LotName_key_idx" ON "LotName"("key");

-- CreateIndex
CREATE INDEX "LotName_skeleton_idx" ON "LotName"("skeleton");

-- CreateIndex
CREATE UNIQUE INDEX "LotName_lotId_kind_key_key" ON "LotName"("lotId", "kind", "key");

-- CreateIndex
CREATE UNIQUE INDEX "Unit_bulkOfLotId_key" ON "Unit"("bulkOfLotId");

-- CreateIndex
CREATE INDEX "Unit_lotId_idx" ON "Unit"("lotId");

-- CreateIndex
CREATE INDEX "Unit_numberKey_idx" ON "Unit"("numberKey");

-- CreateIndex
CREATE INDEX "Unit_donation_idx" ON "Unit"("donation");

-- CreateIndex
CREATE UNIQUE INDEX "Unit_productId_numberKey_key" ON "Unit"("productId", "numberKey");

-- CreateIndex
CREATE INDEX "Balance_placeId_idx" ON "Balance"("placeId");

-- CreateIndex
CREATE UNIQUE INDEX "Posting_reversesId_key" ON "Posting"("reversesId");

-- CreateIndex
CREATE INDEX "Posting_lotId_unitId_idx" ON "Posting"("lotId", "unitId");

-- CreateIndex
CREATE INDEX "Posting_toPlaceId_idx" ON "Posting"("toPlaceId");

-- CreateIndex
CREATE INDEX "Posting_movement_idx" ON "Posting"("movement");

-- CreateIndex
CREATE INDEX "Hold_productId_idx" ON "Hold"("productId");

-- CreateIndex
CREATE INDEX "Hold_lotId_idx" ON "Hold"("lotId");

-- CreateIndex
CREATE INDEX "Hold_unitId_idx" ON "Hold"("unitId");

-- CreateIndex
CREATE INDEX "Hold_placeId_idx" ON "Hold"("placeId");

-- CreateIndex
CREATE INDEX "Hold_source_idx" ON "Hold"("source");

-- CreateIndex
CREATE INDEX "Opening_unitId_idx" ON "Opening"("unitId");

-- CreateIndex
CREATE INDEX "UnitClock_unitId_idx" ON "UnitClock"("unitId");

-- CreateIndex
CREATE INDEX "Reservation_procedureId_idx" ON "Reservation"("procedureId");

-- CreateIndex
CREATE INDEX "Reservation_unitId_idx" ON "Reservation"("unitId");

-- CreateIndex
CREATE INDEX "Watch_lotKey_idx" ON "Watch"("lotKey");

-- CreateIndex
CREATE INDEX "TemperatureReading_placeId_takenAt_idx" ON "TemperatureReading"("placeId", "takenAt");

-- CreateIndex
CREATE INDEX "Excursion_placeId_idx" ON "Excursion"("placeId");

-- AddForeignKey
ALTER TABLE "PersonRole" ADD CONSTRAINT "PersonRole_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PersonRole" ADD CONSTRAINT "PersonRole_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Product" ADD CONSTRAINT "Product_supplierId_fkey" FOREIGN KEY ("supplierId") REFERENCES "Supplier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Product" ADD CONSTRAINT "Product_categoryId_fkey" FOREIGN KEY ("categoryId") REFERENCES "Category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProductCode" ADD CONSTRAINT "ProductCode_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProductContains" ADD CONSTRAINT "ProductContains_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ParLevel" ADD CONSTRAINT "ParLevel_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ParLevel" ADD CONSTRAINT "ParLevel_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "Place"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Kit" ADD CONSTRAINT "Kit_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "Place"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "KitItem" ADD CONSTRAINT "KitItem_kitId_fkey" FOREIGN KEY ("kitId") REFERENCES "Kit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "KitItem" ADD CONSTRAINT "KitItem_categoryId_fkey" FOREIGN KEY ("categoryId") REFERENCES "Category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "KitCheck" ADD CONSTRAINT "KitCheck_kitId_fkey" FOREIGN KEY ("kitId") REFERENCES "Kit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PatientAllergy" ADD CONSTRAINT "PatientAllergy_patientId_fkey" FOREIGN KEY ("patientId") REFERENCES "Patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AutologousUnit" ADD CONSTRAINT "AutologousUnit_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AutologousUnit" ADD CONSTRAINT "AutologousUnit_patientId_fkey" FOREIGN KEY ("patientId") REFERENCES "Patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Procedure" ADD CONSTRAINT "Procedure_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Procedure" ADD CONSTRAINT "Procedure_patientId_fkey" FOREIGN KEY ("patientId") REFERENCES "Patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Procedure" ADD CONSTRAINT "Procedure_protocolVersionId_fkey" FOREIGN KEY ("protocolVersionId") REFERENCES "ProtocolVersion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Procedure" ADD CONSTRAINT "Procedure_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "Place"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Procedure" ADD CONSTRAINT "Procedure_roomPlaceId_fkey" FOREIGN KEY ("roomPlaceId") REFERENCES "Place"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Procedure" ADD CONSTRAINT "Procedure_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProcedureEvent" ADD CONSTRAINT "ProcedureEvent_procedureId_fkey" FOREIGN KEY ("procedureId") REFERENCES "Procedure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProcedureUse" ADD CONSTRAINT "ProcedureUse_procedureId_fkey" FOREIGN KEY ("procedureId") REFERENCES "Procedure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProcedureUse" ADD CONSTRAINT "ProcedureUse_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProcedureUse" ADD CONSTRAINT "ProcedureUse_lotId_fkey" FOREIGN KEY ("lotId") REFERENCES "Lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReadinessBinding" ADD CONSTRAINT "ReadinessBinding_procedureId_fkey" FOREIGN KEY ("procedureId") REFERENCES "Procedure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReadinessBinding" ADD CONSTRAINT "ReadinessBinding_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReadinessSign" ADD CONSTRAINT "ReadinessSign_procedureId_fkey" FOREIGN KEY ("procedureId") REFERENCES "Procedure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProtocolVersion" ADD CONSTRAINT "ProtocolVersion_protocolId_fkey" FOREIGN KEY ("protocolId") REFERENCES "Protocol"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Requirement" ADD CONSTRAINT "Requirement_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "ProtocolVersion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RequirementAlternative" ADD CONSTRAINT "RequirementAlternative_requirementId_fkey" FOREIGN KEY ("requirementId") REFERENCES "Requirement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RequirementAlternative" ADD CONSTRAINT "RequirementAlternative_categoryId_fkey" FOREIGN KEY ("categoryId") REFERENCES "Category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProtocolText" ADD CONSTRAINT "ProtocolText_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "ProtocolVersion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecallLot" ADD CONSTRAINT "RecallLot_noticeId_fkey" FOREIGN KEY ("noticeId") REFERENCES "RecallNotice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecallLot" ADD CONSTRAINT "RecallLot_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecallLot" ADD CONSTRAINT "RecallLot_lotId_fkey" FOREIGN KEY ("lotId") REFERENCES "Lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecallOutreach" ADD CONSTRAINT "RecallOutreach_noticeId_fkey" FOREIGN KEY ("noticeId") REFERENCES "RecallNotice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_supplierId_fkey" FOREIGN KEY ("supplierId") REFERENCES "Supplier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeliveryLine" ADD CONSTRAINT "DeliveryLine_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "Delivery"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeliveryLine" ADD CONSTRAINT "DeliveryLine_lotId_fkey" FOREIGN KEY ("lotId") REFERENCES "Lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeliveryLine" ADD CONSTRAINT "DeliveryLine_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "Place"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LotRecord" ADD CONSTRAINT "LotRecord_lotId_fkey" FOREIGN KEY ("lotId") REFERENCES "Lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Disinfection" ADD CONSTRAINT "Disinfection_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Place" ADD CONSTRAINT "Place_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Place" ADD CONSTRAINT "Place_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Place"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Lot" ADD CONSTRAINT "Lot_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LotName" ADD CONSTRAINT "LotName_lotId_fkey" FOREIGN KEY ("lotId") REFERENCES "Lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Unit" ADD CONSTRAINT "Unit_lotId_fkey" FOREIGN KEY ("lotId") REFERENCES "Lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Unit" ADD CONSTRAINT "Unit_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Balance" ADD CONSTRAINT "Balance_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Balance" ADD CONSTRAINT "Balance_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "Place"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Posting" ADD CONSTRAINT "Posting_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Posting" ADD CONSTRAINT "Posting_lotId_fkey" FOREIGN KEY ("lotId") REFERENCES "Lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Posting" ADD CONSTRAINT "Posting_fromPlaceId_fkey" FOREIGN KEY ("fromPlaceId") REFERENCES "Place"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Posting" ADD CONSTRAINT "Posting_toPlaceId_fkey" FOREIGN KEY ("toPlaceId") REFERENCES "Place"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Posting" ADD CONSTRAINT "Posting_reversesId_fkey" FOREIGN KEY ("reversesId") REFERENCES "Posting"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Hold" ADD CONSTRAINT "Hold_lotId_fkey" FOREIGN KEY ("lotId") REFERENCES "Lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Hold" ADD CONSTRAINT "Hold_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Hold" ADD CONSTRAINT "Hold_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "Place"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HoldRelease" ADD CONSTRAINT "HoldRelease_holdId_fkey" FOREIGN KEY ("holdId") REFERENCES "Hold"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Opening" ADD CONSTRAINT "Opening_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UnitClock" ADD CONSTRAINT "UnitClock_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reservation" ADD CONSTRAINT "Reservation_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StorageLocation" ADD CONSTRAINT "StorageLocation_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "Place"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TemperatureReading" ADD CONSTRAINT "TemperatureReading_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "Place"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Excursion" ADD CONSTRAINT "Excursion_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "Place"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE OR REPLACE FUNCTION guard_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: no row is changed or deleted.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER "guard_AuditEntry_append_only" BEFORE UPDATE OR DELETE ON "AuditEntry" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_AuditEntry_no_truncate" BEFORE TRUNCATE ON "AuditEntry" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_AuditSeal_append_only" BEFORE UPDATE OR DELETE ON "AuditSeal" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_AuditSeal_no_truncate" BEFORE TRUNCATE ON "AuditSeal" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_Command_append_only" BEFORE UPDATE OR DELETE ON "Command" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_Command_no_truncate" BEFORE TRUNCATE ON "Command" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
ALTER TABLE "PersonRole" ADD CONSTRAINT "guard_PersonRole_15689d00" CHECK ("role" IN ('supply', 'clinician', 'manager', 'auditor', 'administrator', 'director'));
ALTER TABLE "ApiToken" ADD CONSTRAINT "guard_ApiToken_15689d00" CHECK ("role" IN ('supply', 'clinician', 'manager', 'auditor', 'administrator', 'director'));
ALTER TABLE "Category" ADD CONSTRAINT "guard_Category_87dcf9b1" CHECK ("capturedBy" IN ('scan', 'room'));
ALTER TABLE "Product" ADD CONSTRAINT "guard_Product_30dd4652" CHECK ("baseUnit" IN ('uL', 'each'));
ALTER TABLE "Product" ADD CONSTRAINT "guard_Product_1bbfa5bc" CHECK ("containerQuantity" > 0);
ALTER TABLE "ProductCode" ADD CONSTRAINT "guard_ProductCode_0c9f9f75" CHECK ("packageQuantity" > 0);
ALTER TABLE "ProductContains" ADD CONSTRAINT "guard_ProductContains_f2751c15" CHECK ("answer" IN ('yes', 'no', 'unknown'));
ALTER TABLE "KitItem" ADD CONSTRAINT "guard_KitItem_08a466ce" CHECK ("minQuantity" > 0);
CREATE TRIGGER "guard_KitCheck_append_only" BEFORE UPDATE OR DELETE ON "KitCheck" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_KitCheck_no_truncate" BEFORE TRUNCATE ON "KitCheck" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
ALTER TABLE "KitCheck" ADD CONSTRAINT "guard_KitCheck_d46e64b6" CHECK ("kind" IN ('seal', 'count'));
ALTER TABLE "Procedure" ADD CONSTRAINT "guard_Procedure_7a56e89e" CHECK ("status" IN ('booked', 'screened', 'consented', 'given', 'observed', 'closed', 'cancelled', 'stopped'));
ALTER TABLE "Procedure" ADD CONSTRAINT "guard_Procedure_93146077" CHECK ("side" IN ('left', 'right'));
ALTER TABLE "Procedure" ADD CONSTRAINT "guard_Procedure_2ea807cb" CHECK ("anesthesia" IN ('none', 'topical', 'injectable'));
CREATE TRIGGER "guard_ProcedureEvent_append_only" BEFORE UPDATE OR DELETE ON "ProcedureEvent" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_ProcedureEvent_no_truncate" BEFORE TRUNCATE ON "ProcedureEvent" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_ProcedureUse_append_only" BEFORE UPDATE OR DELETE ON "ProcedureUse" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_ProcedureUse_no_truncate" BEFORE TRUNCATE ON "ProcedureUse" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
ALTER TABLE "ProcedureUse" ADD CONSTRAINT "guard_ProcedureUse_661c6325" CHECK ("basis" IN ('scan', 'typed', 'room'));
ALTER TABLE "ReadinessBinding" ADD CONSTRAINT "guard_ReadinessBinding_c43824d5" CHECK ("ended" IN ('used', 'freed'));
CREATE TRIGGER "guard_ReadinessSign_append_only" BEFORE UPDATE OR DELETE ON "ReadinessSign" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_ReadinessSign_no_truncate" BEFORE TRUNCATE ON "ReadinessSign" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
ALTER TABLE "Requirement" ADD CONSTRAINT "guard_Requirement_99aedeb3" CHECK ("bind" IN ('unit', 'supply', 'equipment', 'kit'));
ALTER TABLE "RecallNotice" ADD CONSTRAINT "guard_RecallNotice_c156df20" CHECK ("kind" IN ('recall', 'correction', 'withdrawal', 'look-back', 'safety', 'own'));
ALTER TABLE "RecallNotice" ADD CONSTRAINT "guard_RecallNotice_f6d71d96" CHECK ("class" IN ('I', 'II', 'III', 'unclassified'));
CREATE TRIGGER "guard_RecallOutreach_append_only" BEFORE UPDATE OR DELETE ON "RecallOutreach" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_RecallOutreach_no_truncate" BEFORE TRUNCATE ON "RecallOutreach" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
ALTER TABLE "RecallOutreach" ADD CONSTRAINT "guard_RecallOutreach_29955b8c" CHECK ("outcome" IN ('to-call', 'reached', 'not-reached', 'letter', 'signed-off'));
ALTER TABLE "DeliveryLine" ADD CONSTRAINT "guard_DeliveryLine_2fdc5449" CHECK ("verdict" IN ('accepted', 'quarantined', 'rejected'));
CREATE TRIGGER "guard_LotRecord_append_only" BEFORE UPDATE OR DELETE ON "LotRecord" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_LotRecord_no_truncate" BEFORE TRUNCATE ON "LotRecord" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_Disinfection_append_only" BEFORE UPDATE OR DELETE ON "Disinfection" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_Disinfection_no_truncate" BEFORE TRUNCATE ON "Disinfection" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
ALTER TABLE "Disinfection" ADD CONSTRAINT "guard_Disinfection_3b185a90" CHECK ("level" IN ('low', 'intermediate', 'high'));
ALTER TABLE "Place" ADD CONSTRAINT "guard_Place_fee1cde5" CHECK ("kind" IN ('supplier', 'storage', 'shelf', 'kit', 'preparation', 'room', 'procedure', 'load', 'discard', 'return', 'difference'));
ALTER TABLE "LotName" ADD CONSTRAINT "guard_LotName_10741cff" CHECK ("kind" IN ('manufacturer', 'carton', 'own', 'donor', 'donation'));
ALTER TABLE "LotName" ADD CONSTRAINT "guard_LotName_683efa00" CHECK ("relation" IN ('same', 'group'));
ALTER TABLE "Balance" ADD CONSTRAINT "guard_Balance_f345ce7d" CHECK ("quantity" >= 0);
ALTER TABLE "Balance" ADD CONSTRAINT "guard_Balance_9420d55a" CHECK ("reserved" >= 0);
ALTER TABLE "Balance" ADD CONSTRAINT "guard_Balance_e95f81ae" CHECK ("reserved" <= "quantity");
CREATE TRIGGER "guard_Posting_append_only" BEFORE UPDATE OR DELETE ON "Posting" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_Posting_no_truncate" BEFORE TRUNCATE ON "Posting" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
ALTER TABLE "Posting" ADD CONSTRAINT "guard_Posting_82113324" CHECK ("quantity" > 0);
ALTER TABLE "Posting" ADD CONSTRAINT "guard_Posting_03e095e0" CHECK ("fromPlaceId" <> "toPlaceId");
CREATE TRIGGER "guard_Hold_append_only" BEFORE UPDATE OR DELETE ON "Hold" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_Hold_no_truncate" BEFORE TRUNCATE ON "Hold" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
ALTER TABLE "Hold" ADD CONSTRAINT "guard_Hold_259fa0ba" CHECK ("reason" IN ('quarantine', 'recall', 'temperature', 'records', 'damaged', 'sterility', 'suspect', 'review'));
CREATE TRIGGER "guard_HoldRelease_append_only" BEFORE UPDATE OR DELETE ON "HoldRelease" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_HoldRelease_no_truncate" BEFORE TRUNCATE ON "HoldRelease" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_Opening_append_only" BEFORE UPDATE OR DELETE ON "Opening" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_Opening_no_truncate" BEFORE TRUNCATE ON "Opening" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_UnitClock_append_only" BEFORE UPDATE OR DELETE ON "UnitClock" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_UnitClock_no_truncate" BEFORE TRUNCATE ON "UnitClock" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
ALTER TABLE "UnitClock" ADD CONSTRAINT "guard_UnitClock_dae9f703" CHECK ("kind" IN ('thaw', 'out-of-storage'));
ALTER TABLE "Reservation" ADD CONSTRAINT "guard_Reservation_82113324" CHECK ("quantity" > 0);
CREATE TRIGGER "guard_TemperatureReading_append_only" BEFORE UPDATE OR DELETE ON "TemperatureReading" FOR EACH ROW EXECUTE FUNCTION guard_append_only();
CREATE TRIGGER "guard_TemperatureReading_no_truncate" BEFORE TRUNCATE ON "TemperatureReading" FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only();
