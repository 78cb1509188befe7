-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "at" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "commandKey" TEXT
);

-- CreateTable
CREATE TABLE "AuditSeal" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "fromId" INTEGER NOT NULL,
    "toId" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "sealedAt" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Command" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "inputHash" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "at" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Site" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Person" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "createdAt" TEXT NOT NULL,
    "endedAt" TEXT
);

-- CreateTable
CREATE TABLE "PersonRole" (
    "personId" INTEGER NOT NULL,
    "siteId" INTEGER NOT NULL,
    "role" TEXT NOT NULL,

    PRIMARY KEY ("personId", "siteId", "role"),
    CONSTRAINT "PersonRole_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "PersonRole_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Session" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "tokenHash" TEXT NOT NULL,
    "personId" INTEGER NOT NULL,
    "siteId" INTEGER NOT NULL,
    "createdAt" TEXT NOT NULL,
    "lastSeenAt" TEXT NOT NULL,
    "endedAt" TEXT,
    CONSTRAINT "Session_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Session_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ApiToken" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "tokenHash" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "siteId" INTEGER NOT NULL,
    "createdById" INTEGER NOT NULL,
    "createdAt" TEXT NOT NULL,
    "endedAt" TEXT,
    CONSTRAINT "ApiToken_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "ApiToken_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Station" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "scannerProfile" TEXT NOT NULL,
    "checkedAt" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Supplier" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Category" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
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
    "capturedBy" TEXT NOT NULL DEFAULT 'room'
);

-- CreateTable
CREATE TABLE "Product" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
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
    CONSTRAINT "Product_supplierId_fkey" FOREIGN KEY ("supplierId") REFERENCES "Supplier" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Product_categoryId_fkey" FOREIGN KEY ("categoryId") REFERENCES "Category" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ProductCode" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "productId" INTEGER NOT NULL,
    "scheme" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "packageQuantity" INTEGER NOT NULL DEFAULT 1,
    "linkedAt" TEXT NOT NULL,
    "linkedBy" TEXT NOT NULL,
    CONSTRAINT "ProductCode_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ProductContains" (
    "productId" INTEGER NOT NULL,
    "allergen" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "answeredBy" TEXT,
    "answeredAt" TEXT,

    PRIMARY KEY ("productId", "allergen"),
    CONSTRAINT "ProductContains_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ParLevel" (
    "productId" INTEGER NOT NULL,
    "placeId" INTEGER NOT NULL,
    "minQuantity" INTEGER NOT NULL,

    PRIMARY KEY ("productId", "placeId"),
    CONSTRAINT "ParLevel_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "ParLevel_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "Place" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Kit" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "placeId" INTEGER NOT NULL,
    "sealNumber" TEXT,
    "sealedAt" TEXT,
    "sealBrokenAt" TEXT,
    "countDueDays" INTEGER NOT NULL DEFAULT 31,
    CONSTRAINT "Kit_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "Place" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "KitItem" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "kitId" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "categoryId" INTEGER NOT NULL,
    "strength" TEXT,
    "minQuantity" INTEGER NOT NULL,
    "needsWith" TEXT,
    "countsFor" TEXT,
    CONSTRAINT "KitItem_kitId_fkey" FOREIGN KEY ("kitId") REFERENCES "Kit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "KitItem_categoryId_fkey" FOREIGN KEY ("categoryId") REFERENCES "Category" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "KitCheck" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "kitId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "sealSeen" TEXT,
    "inOrder" BOOLEAN NOT NULL,
    "note" TEXT,
    "checkedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    CONSTRAINT "KitCheck_kitId_fkey" FOREIGN KEY ("kitId") REFERENCES "Kit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Patient" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "mrn" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "searchKey" TEXT NOT NULL,
    "birthDate" TEXT NOT NULL,
    "createdAt" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "PatientAllergy" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "patientId" INTEGER NOT NULL,
    "allergen" TEXT NOT NULL,
    "note" TEXT,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "endedAt" TEXT,
    CONSTRAINT "PatientAllergy_patientId_fkey" FOREIGN KEY ("patientId") REFERENCES "Patient" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AutologousUnit" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "patientId" INTEGER NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "endedAt" TEXT,
    CONSTRAINT "AutologousUnit_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "AutologousUnit_patientId_fkey" FOREIGN KEY ("patientId") REFERENCES "Patient" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Procedure" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
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
    CONSTRAINT "Procedure_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Procedure_patientId_fkey" FOREIGN KEY ("patientId") REFERENCES "Patient" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Procedure_protocolVersionId_fkey" FOREIGN KEY ("protocolVersionId") REFERENCES "ProtocolVersion" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Procedure_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "Place" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Procedure_roomPlaceId_fkey" FOREIGN KEY ("roomPlaceId") REFERENCES "Place" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Procedure_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ProcedureEvent" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "procedureId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "occurredAt" TEXT NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    CONSTRAINT "ProcedureEvent_procedureId_fkey" FOREIGN KEY ("procedureId") REFERENCES "Procedure" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ProcedureUse" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
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
    CONSTRAINT "ProcedureUse_procedureId_fkey" FOREIGN KEY ("procedureId") REFERENCES "Procedure" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "ProcedureUse_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "ProcedureUse_lotId_fkey" FOREIGN KEY ("lotId") REFERENCES "Lot" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ReadinessBinding" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
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
    CONSTRAINT "ReadinessBinding_procedureId_fkey" FOREIGN KEY ("procedureId") REFERENCES "Procedure" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "ReadinessBinding_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ReadinessSign" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "procedureId" INTEGER NOT NULL,
    "signedAt" TEXT NOT NULL,
    "validUntil" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "signedName" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    CONSTRAINT "ReadinessSign_procedureId_fkey" FOREIGN KEY ("procedureId") REFERENCES "Procedure" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Protocol" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "ProtocolVersion" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
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
    CONSTRAINT "ProtocolVersion_protocolId_fkey" FOREIGN KEY ("protocolId") REFERENCES "Protocol" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Requirement" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
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
    CONSTRAINT "Requirement_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "ProtocolVersion" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "RequirementAlternative" (
    "requirementId" INTEGER NOT NULL,
    "categoryId" INTEGER NOT NULL,

    PRIMARY KEY ("requirementId", "categoryId"),
    CONSTRAINT "RequirementAlternative_requirementId_fkey" FOREIGN KEY ("requirementId") REFERENCES "Requirement" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "RequirementAlternative_categoryId_fkey" FOREIGN KEY ("categoryId") REFERENCES "Category" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ProtocolText" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "versionId" INTEGER NOT NULL,
    "part" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "effect" TEXT,
    "position" INTEGER NOT NULL,
    CONSTRAINT "ProtocolText_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "ProtocolVersion" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "RecallNotice" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
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
    "closeNote" TEXT
);

-- CreateTable
CREATE TABLE "RecallLot" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "noticeId" INTEGER NOT NULL,
    "productId" INTEGER,
    "lotId" INTEGER,
    "lotText" TEXT NOT NULL,
    "lotKey" TEXT NOT NULL,
    CONSTRAINT "RecallLot_noticeId_fkey" FOREIGN KEY ("noticeId") REFERENCES "RecallNotice" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "RecallLot_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "RecallLot_lotId_fkey" FOREIGN KEY ("lotId") REFERENCES "Lot" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "RecallOutreach" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "noticeId" INTEGER NOT NULL,
    "patientId" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    CONSTRAINT "RecallOutreach_noticeId_fkey" FOREIGN KEY ("noticeId") REFERENCES "RecallNotice" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
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
    CONSTRAINT "Delivery_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Delivery_supplierId_fkey" FOREIGN KEY ("supplierId") REFERENCES "Supplier" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "DeliveryLine" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
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
    CONSTRAINT "DeliveryLine_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "Delivery" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "DeliveryLine_lotId_fkey" FOREIGN KEY ("lotId") REFERENCES "Lot" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "DeliveryLine_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "Place" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "LotRecord" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "lotId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "receivedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    CONSTRAINT "LotRecord_lotId_fkey" FOREIGN KEY ("lotId") REFERENCES "Lot" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Disinfection" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "level" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "doneAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    CONSTRAINT "Disinfection_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Place" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "siteId" INTEGER NOT NULL,
    "parentId" INTEGER,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "inside" BOOLEAN NOT NULL,
    "storageBand" TEXT,
    "provenUntil" TEXT,
    "endedAt" TEXT,
    CONSTRAINT "Place_siteId_fkey" FOREIGN KEY ("siteId") REFERENCES "Site" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Place_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Place" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Lot" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "productId" INTEGER NOT NULL,
    "lotNumber" TEXT NOT NULL,
    "lotKey" TEXT NOT NULL,
    "expiry" TEXT,
    "expiryTime" TEXT,
    "expiryPrecision" TEXT NOT NULL DEFAULT 'day',
    "createdAt" TEXT NOT NULL,
    CONSTRAINT "Lot_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "LotName" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "lotId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "relation" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "skeleton" TEXT NOT NULL,
    CONSTRAINT "LotName_lotId_fkey" FOREIGN KEY ("lotId") REFERENCES "Lot" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Unit" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "lotId" INTEGER NOT NULL,
    "productId" INTEGER NOT NULL,
    "bulkOfLotId" INTEGER,
    "number" TEXT,
    "numberKey" TEXT,
    "donation" TEXT,
    "createdAt" TEXT NOT NULL,
    CONSTRAINT "Unit_lotId_fkey" FOREIGN KEY ("lotId") REFERENCES "Lot" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Unit_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Balance" (
    "unitId" INTEGER NOT NULL,
    "placeId" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,
    "reserved" INTEGER NOT NULL DEFAULT 0,

    PRIMARY KEY ("unitId", "placeId"),
    CONSTRAINT "Balance_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Balance_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "Place" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Posting" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
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
    CONSTRAINT "Posting_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Posting_lotId_fkey" FOREIGN KEY ("lotId") REFERENCES "Lot" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Posting_fromPlaceId_fkey" FOREIGN KEY ("fromPlaceId") REFERENCES "Place" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Posting_toPlaceId_fkey" FOREIGN KEY ("toPlaceId") REFERENCES "Place" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Posting_reversesId_fkey" FOREIGN KEY ("reversesId") REFERENCES "Posting" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Hold" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "reason" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "source" TEXT,
    "productId" INTEGER,
    "lotId" INTEGER,
    "unitId" INTEGER,
    "placeId" INTEGER,
    "placedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    CONSTRAINT "Hold_lotId_fkey" FOREIGN KEY ("lotId") REFERENCES "Lot" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Hold_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Hold_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "Place" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "HoldRelease" (
    "holdId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "reason" TEXT NOT NULL,
    "releasedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    CONSTRAINT "HoldRelease_holdId_fkey" FOREIGN KEY ("holdId") REFERENCES "Hold" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Opening" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "openedAt" TEXT NOT NULL,
    "discardAt" TEXT NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    CONSTRAINT "Opening_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "UnitClock" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "startedAt" TEXT NOT NULL,
    "limitAt" TEXT NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    CONSTRAINT "UnitClock_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Reservation" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "unitId" INTEGER NOT NULL,
    "placeId" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,
    "procedureId" INTEGER NOT NULL,
    "requirement" TEXT NOT NULL,
    "createdAt" TEXT NOT NULL,
    "endedAt" TEXT,
    "ended" TEXT,
    CONSTRAINT "Reservation_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Watch" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "productId" INTEGER,
    "lotKey" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "armedAt" TEXT NOT NULL,
    "endedAt" TEXT
);

-- CreateTable
CREATE TABLE "StorageLocation" (
    "placeId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "band" TEXT NOT NULL,
    "temperatureCentiCelsiusMin" INTEGER NOT NULL,
    "temperatureCentiCelsiusMax" INTEGER NOT NULL,
    "readingDueHours" INTEGER NOT NULL DEFAULT 24,
    "independentAlarm" TEXT,
    "alarmCalls" TEXT,
    "backupPlaceId" INTEGER,
    CONSTRAINT "StorageLocation_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "Place" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "TemperatureReading" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "placeId" INTEGER NOT NULL,
    "takenAt" TEXT NOT NULL,
    "recordedAt" TEXT NOT NULL,
    "temperatureCentiCelsiusMin" INTEGER NOT NULL,
    "temperatureCentiCelsiusMax" INTEGER NOT NULL,
    "temperatureCentiCelsiusCurrent" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    CONSTRAINT "TemperatureReading_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "Place" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Excursion" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "placeId" INTEGER NOT NULL,
    "startedAt" TEXT NOT NULL,
    "temperatureCentiCelsiusWorst" INTEGER NOT NULL,
    "closedAt" TEXT,
    "cause" TEXT,
    "advice" TEXT,
    "closedBy" TEXT,
    CONSTRAINT "Excursion_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "Place" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
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

CREATE TRIGGER "guard_AuditEntry_append_only_update" BEFORE UPDATE ON "AuditEntry" BEGIN SELECT RAISE(ABORT, 'AuditEntry is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_AuditEntry_append_only_delete" BEFORE DELETE ON "AuditEntry" BEGIN SELECT RAISE(ABORT, 'AuditEntry is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_AuditSeal_append_only_update" BEFORE UPDATE ON "AuditSeal" BEGIN SELECT RAISE(ABORT, 'AuditSeal is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_AuditSeal_append_only_delete" BEFORE DELETE ON "AuditSeal" BEGIN SELECT RAISE(ABORT, 'AuditSeal is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_Command_append_only_update" BEFORE UPDATE ON "Command" BEGIN SELECT RAISE(ABORT, 'Command is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_Command_append_only_delete" BEFORE DELETE ON "Command" BEGIN SELECT RAISE(ABORT, 'Command is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_PersonRole_15689d00_insert" BEFORE INSERT ON "PersonRole" WHEN NOT (NEW."role" IN ('supply', 'clinician', 'manager', 'auditor', 'administrator', 'director')) BEGIN SELECT RAISE(ABORT, 'PersonRole holds: role IN (''supply'', ''clinician'', ''manager'', ''auditor'', ''administrator'', ''director'')'); END;
CREATE TRIGGER "guard_PersonRole_15689d00_update" BEFORE UPDATE OF "role" ON "PersonRole" WHEN NOT (NEW."role" IN ('supply', 'clinician', 'manager', 'auditor', 'administrator', 'director')) BEGIN SELECT RAISE(ABORT, 'PersonRole holds: role IN (''supply'', ''clinician'', ''manager'', ''auditor'', ''administrator'', ''director'')'); END;
CREATE TRIGGER "guard_ApiToken_15689d00_insert" BEFORE INSERT ON "ApiToken" WHEN NOT (NEW."role" IN ('supply', 'clinician', 'manager', 'auditor', 'administrator', 'director')) BEGIN SELECT RAISE(ABORT, 'ApiToken holds: role IN (''supply'', ''clinician'', ''manager'', ''auditor'', ''administrator'', ''director'')'); END;
CREATE TRIGGER "guard_ApiToken_15689d00_update" BEFORE UPDATE OF "role" ON "ApiToken" WHEN NOT (NEW."role" IN ('supply', 'clinician', 'manager', 'auditor', 'administrator', 'director')) BEGIN SELECT RAISE(ABORT, 'ApiToken holds: role IN (''supply'', ''clinician'', ''manager'', ''auditor'', ''administrator'', ''director'')'); END;
CREATE TRIGGER "guard_Category_87dcf9b1_insert" BEFORE INSERT ON "Category" WHEN NOT (NEW."capturedBy" IN ('scan', 'room')) BEGIN SELECT RAISE(ABORT, 'Category holds: "capturedBy" IN (''scan'', ''room'')'); END;
CREATE TRIGGER "guard_Category_87dcf9b1_update" BEFORE UPDATE OF "capturedBy" ON "Category" WHEN NOT (NEW."capturedBy" IN ('scan', 'room')) BEGIN SELECT RAISE(ABORT, 'Category holds: "capturedBy" IN (''scan'', ''room'')'); END;
CREATE TRIGGER "guard_Product_30dd4652_insert" BEFORE INSERT ON "Product" WHEN NOT (NEW."baseUnit" IN ('uL', 'each')) BEGIN SELECT RAISE(ABORT, 'Product holds: "baseUnit" IN (''uL'', ''each'')'); END;
CREATE TRIGGER "guard_Product_30dd4652_update" BEFORE UPDATE OF "baseUnit" ON "Product" WHEN NOT (NEW."baseUnit" IN ('uL', 'each')) BEGIN SELECT RAISE(ABORT, 'Product holds: "baseUnit" IN (''uL'', ''each'')'); END;
CREATE TRIGGER "guard_Product_1bbfa5bc_insert" BEFORE INSERT ON "Product" WHEN NOT (NEW."containerQuantity" > 0) BEGIN SELECT RAISE(ABORT, 'Product holds: "containerQuantity" > 0'); END;
CREATE TRIGGER "guard_Product_1bbfa5bc_update" BEFORE UPDATE OF "containerQuantity" ON "Product" WHEN NOT (NEW."containerQuantity" > 0) BEGIN SELECT RAISE(ABORT, 'Product holds: "containerQuantity" > 0'); END;
CREATE TRIGGER "guard_ProductCode_0c9f9f75_insert" BEFORE INSERT ON "ProductCode" WHEN NOT (NEW."packageQuantity" > 0) BEGIN SELECT RAISE(ABORT, 'ProductCode holds: "packageQuantity" > 0'); END;
CREATE TRIGGER "guard_ProductCode_0c9f9f75_update" BEFORE UPDATE OF "packageQuantity" ON "ProductCode" WHEN NOT (NEW."packageQuantity" > 0) BEGIN SELECT RAISE(ABORT, 'ProductCode holds: "packageQuantity" > 0'); END;
CREATE TRIGGER "guard_ProductContains_f2751c15_insert" BEFORE INSERT ON "ProductContains" WHEN NOT (NEW."answer" IN ('yes', 'no', 'unknown')) BEGIN SELECT RAISE(ABORT, 'ProductContains holds: answer IN (''yes'', ''no'', ''unknown'')'); END;
CREATE TRIGGER "guard_ProductContains_f2751c15_update" BEFORE UPDATE OF "answer" ON "ProductContains" WHEN NOT (NEW."answer" IN ('yes', 'no', 'unknown')) BEGIN SELECT RAISE(ABORT, 'ProductContains holds: answer IN (''yes'', ''no'', ''unknown'')'); END;
CREATE TRIGGER "guard_KitItem_08a466ce_insert" BEFORE INSERT ON "KitItem" WHEN NOT (NEW."minQuantity" > 0) BEGIN SELECT RAISE(ABORT, 'KitItem holds: "minQuantity" > 0'); END;
CREATE TRIGGER "guard_KitItem_08a466ce_update" BEFORE UPDATE OF "minQuantity" ON "KitItem" WHEN NOT (NEW."minQuantity" > 0) BEGIN SELECT RAISE(ABORT, 'KitItem holds: "minQuantity" > 0'); END;
CREATE TRIGGER "guard_KitCheck_append_only_update" BEFORE UPDATE ON "KitCheck" BEGIN SELECT RAISE(ABORT, 'KitCheck is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_KitCheck_append_only_delete" BEFORE DELETE ON "KitCheck" BEGIN SELECT RAISE(ABORT, 'KitCheck is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_KitCheck_d46e64b6_insert" BEFORE INSERT ON "KitCheck" WHEN NOT (NEW."kind" IN ('seal', 'count')) BEGIN SELECT RAISE(ABORT, 'KitCheck holds: kind IN (''seal'', ''count'')'); END;
CREATE TRIGGER "guard_Procedure_7a56e89e_insert" BEFORE INSERT ON "Procedure" WHEN NOT (NEW."status" IN ('booked', 'screened', 'consented', 'given', 'observed', 'closed', 'cancelled', 'stopped')) BEGIN SELECT RAISE(ABORT, 'Procedure holds: status IN (''booked'', ''screened'', ''consented'', ''given'', ''observed'', ''closed'', ''cancelled'', ''stopped'')'); END;
CREATE TRIGGER "guard_Procedure_7a56e89e_update" BEFORE UPDATE OF "status" ON "Procedure" WHEN NOT (NEW."status" IN ('booked', 'screened', 'consented', 'given', 'observed', 'closed', 'cancelled', 'stopped')) BEGIN SELECT RAISE(ABORT, 'Procedure holds: status IN (''booked'', ''screened'', ''consented'', ''given'', ''observed'', ''closed'', ''cancelled'', ''stopped'')'); END;
CREATE TRIGGER "guard_Procedure_93146077_insert" BEFORE INSERT ON "Procedure" WHEN NOT (NEW."side" IN ('left', 'right')) BEGIN SELECT RAISE(ABORT, 'Procedure holds: side IN (''left'', ''right'')'); END;
CREATE TRIGGER "guard_Procedure_93146077_update" BEFORE UPDATE OF "side" ON "Procedure" WHEN NOT (NEW."side" IN ('left', 'right')) BEGIN SELECT RAISE(ABORT, 'Procedure holds: side IN (''left'', ''right'')'); END;
CREATE TRIGGER "guard_Procedure_2ea807cb_insert" BEFORE INSERT ON "Procedure" WHEN NOT (NEW."anesthesia" IN ('none', 'topical', 'injectable')) BEGIN SELECT RAISE(ABORT, 'Procedure holds: anesthesia IN (''none'', ''topical'', ''injectable'')'); END;
CREATE TRIGGER "guard_Procedure_2ea807cb_update" BEFORE UPDATE OF "anesthesia" ON "Procedure" WHEN NOT (NEW."anesthesia" IN ('none', 'topical', 'injectable')) BEGIN SELECT RAISE(ABORT, 'Procedure holds: anesthesia IN (''none'', ''topical'', ''injectable'')'); END;
CREATE TRIGGER "guard_ProcedureEvent_append_only_update" BEFORE UPDATE ON "ProcedureEvent" BEGIN SELECT RAISE(ABORT, 'ProcedureEvent is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_ProcedureEvent_append_only_delete" BEFORE DELETE ON "ProcedureEvent" BEGIN SELECT RAISE(ABORT, 'ProcedureEvent is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_ProcedureUse_append_only_update" BEFORE UPDATE ON "ProcedureUse" BEGIN SELECT RAISE(ABORT, 'ProcedureUse is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_ProcedureUse_append_only_delete" BEFORE DELETE ON "ProcedureUse" BEGIN SELECT RAISE(ABORT, 'ProcedureUse is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_ProcedureUse_661c6325_insert" BEFORE INSERT ON "ProcedureUse" WHEN NOT (NEW."basis" IN ('scan', 'typed', 'room')) BEGIN SELECT RAISE(ABORT, 'ProcedureUse holds: basis IN (''scan'', ''typed'', ''room'')'); END;
CREATE TRIGGER "guard_ReadinessBinding_c43824d5_insert" BEFORE INSERT ON "ReadinessBinding" WHEN NOT (NEW."ended" IN ('used', 'freed')) BEGIN SELECT RAISE(ABORT, 'ReadinessBinding holds: ended IN (''used'', ''freed'')'); END;
CREATE TRIGGER "guard_ReadinessBinding_c43824d5_update" BEFORE UPDATE OF "ended" ON "ReadinessBinding" WHEN NOT (NEW."ended" IN ('used', 'freed')) BEGIN SELECT RAISE(ABORT, 'ReadinessBinding holds: ended IN (''used'', ''freed'')'); END;
CREATE TRIGGER "guard_ReadinessSign_append_only_update" BEFORE UPDATE ON "ReadinessSign" BEGIN SELECT RAISE(ABORT, 'ReadinessSign is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_ReadinessSign_append_only_delete" BEFORE DELETE ON "ReadinessSign" BEGIN SELECT RAISE(ABORT, 'ReadinessSign is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_Requirement_99aedeb3_insert" BEFORE INSERT ON "Requirement" WHEN NOT (NEW."bind" IN ('unit', 'supply', 'equipment', 'kit')) BEGIN SELECT RAISE(ABORT, 'Requirement holds: bind IN (''unit'', ''supply'', ''equipment'', ''kit'')'); END;
CREATE TRIGGER "guard_Requirement_99aedeb3_update" BEFORE UPDATE OF "bind" ON "Requirement" WHEN NOT (NEW."bind" IN ('unit', 'supply', 'equipment', 'kit')) BEGIN SELECT RAISE(ABORT, 'Requirement holds: bind IN (''unit'', ''supply'', ''equipment'', ''kit'')'); END;
CREATE TRIGGER "guard_RecallNotice_c156df20_insert" BEFORE INSERT ON "RecallNotice" WHEN NOT (NEW."kind" IN ('recall', 'correction', 'withdrawal', 'look-back', 'safety', 'own')) BEGIN SELECT RAISE(ABORT, 'RecallNotice holds: kind IN (''recall'', ''correction'', ''withdrawal'', ''look-back'', ''safety'', ''own'')'); END;
CREATE TRIGGER "guard_RecallNotice_c156df20_update" BEFORE UPDATE OF "kind" ON "RecallNotice" WHEN NOT (NEW."kind" IN ('recall', 'correction', 'withdrawal', 'look-back', 'safety', 'own')) BEGIN SELECT RAISE(ABORT, 'RecallNotice holds: kind IN (''recall'', ''correction'', ''withdrawal'', ''look-back'', ''safety'', ''own'')'); END;
CREATE TRIGGER "guard_RecallNotice_f6d71d96_insert" BEFORE INSERT ON "RecallNotice" WHEN NOT (NEW."class" IN ('I', 'II', 'III', 'unclassified')) BEGIN SELECT RAISE(ABORT, 'RecallNotice holds: class IN (''I'', ''II'', ''III'', ''unclassified'')'); END;
CREATE TRIGGER "guard_RecallNotice_f6d71d96_update" BEFORE UPDATE OF "class" ON "RecallNotice" WHEN NOT (NEW."class" IN ('I', 'II', 'III', 'unclassified')) BEGIN SELECT RAISE(ABORT, 'RecallNotice holds: class IN (''I'', ''II'', ''III'', ''unclassified'')'); END;
CREATE TRIGGER "guard_RecallOutreach_append_only_update" BEFORE UPDATE ON "RecallOutreach" BEGIN SELECT RAISE(ABORT, 'RecallOutreach is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_RecallOutreach_append_only_delete" BEFORE DELETE ON "RecallOutreach" BEGIN SELECT RAISE(ABORT, 'RecallOutreach is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_RecallOutreach_29955b8c_insert" BEFORE INSERT ON "RecallOutreach" WHEN NOT (NEW."outcome" IN ('to-call', 'reached', 'not-reached', 'letter', 'signed-off')) BEGIN SELECT RAISE(ABORT, 'RecallOutreach holds: outcome IN (''to-call'', ''reached'', ''not-reached'', ''letter'', ''signed-off'')'); END;
CREATE TRIGGER "guard_DeliveryLine_2fdc5449_insert" BEFORE INSERT ON "DeliveryLine" WHEN NOT (NEW."verdict" IN ('accepted', 'quarantined', 'rejected')) BEGIN SELECT RAISE(ABORT, 'DeliveryLine holds: verdict IN (''accepted'', ''quarantined'', ''rejected'')'); END;
CREATE TRIGGER "guard_DeliveryLine_2fdc5449_update" BEFORE UPDATE OF "verdict" ON "DeliveryLine" WHEN NOT (NEW."verdict" IN ('accepted', 'quarantined', 'rejected')) BEGIN SELECT RAISE(ABORT, 'DeliveryLine holds: verdict IN (''accepted'', ''quarantined'', ''rejected'')'); END;
CREATE TRIGGER "guard_LotRecord_append_only_update" BEFORE UPDATE ON "LotRecord" BEGIN SELECT RAISE(ABORT, 'LotRecord is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_LotRecord_append_only_delete" BEFORE DELETE ON "LotRecord" BEGIN SELECT RAISE(ABORT, 'LotRecord is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_Disinfection_append_only_update" BEFORE UPDATE ON "Disinfection" BEGIN SELECT RAISE(ABORT, 'Disinfection is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_Disinfection_append_only_delete" BEFORE DELETE ON "Disinfection" BEGIN SELECT RAISE(ABORT, 'Disinfection is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_Disinfection_3b185a90_insert" BEFORE INSERT ON "Disinfection" WHEN NOT (NEW."level" IN ('low', 'intermediate', 'high')) BEGIN SELECT RAISE(ABORT, 'Disinfection holds: level IN (''low'', ''intermediate'', ''high'')'); END;
CREATE TRIGGER "guard_Place_fee1cde5_insert" BEFORE INSERT ON "Place" WHEN NOT (NEW."kind" IN ('supplier', 'storage', 'shelf', 'kit', 'preparation', 'room', 'procedure', 'load', 'discard', 'return', 'difference')) BEGIN SELECT RAISE(ABORT, 'Place holds: kind IN (''supplier'', ''storage'', ''shelf'', ''kit'', ''preparation'', ''room'', ''procedure'', ''load'', ''discard'', ''return'', ''difference'')'); END;
CREATE TRIGGER "guard_Place_fee1cde5_update" BEFORE UPDATE OF "kind" ON "Place" WHEN NOT (NEW."kind" IN ('supplier', 'storage', 'shelf', 'kit', 'preparation', 'room', 'procedure', 'load', 'discard', 'return', 'difference')) BEGIN SELECT RAISE(ABORT, 'Place holds: kind IN (''supplier'', ''storage'', ''shelf'', ''kit'', ''preparation'', ''room'', ''procedure'', ''load'', ''discard'', ''return'', ''difference'')'); END;
CREATE TRIGGER "guard_LotName_10741cff_insert" BEFORE INSERT ON "LotName" WHEN NOT (NEW."kind" IN ('manufacturer', 'carton', 'own', 'donor', 'donation')) BEGIN SELECT RAISE(ABORT, 'LotName holds: kind IN (''manufacturer'', ''carton'', ''own'', ''donor'', ''donation'')'); END;
CREATE TRIGGER "guard_LotName_10741cff_update" BEFORE UPDATE OF "kind" ON "LotName" WHEN NOT (NEW."kind" IN ('manufacturer', 'carton', 'own', 'donor', 'donation')) BEGIN SELECT RAISE(ABORT, 'LotName holds: kind IN (''manufacturer'', ''carton'', ''own'', ''donor'', ''donation'')'); END;
CREATE TRIGGER "guard_LotName_683efa00_insert" BEFORE INSERT ON "LotName" WHEN NOT (NEW."relation" IN ('same', 'group')) BEGIN SELECT RAISE(ABORT, 'LotName holds: relation IN (''same'', ''group'')'); END;
CREATE TRIGGER "guard_LotName_683efa00_update" BEFORE UPDATE OF "relation" ON "LotName" WHEN NOT (NEW."relation" IN ('same', 'group')) BEGIN SELECT RAISE(ABORT, 'LotName holds: relation IN (''same'', ''group'')'); END;
CREATE TRIGGER "guard_Balance_f345ce7d_insert" BEFORE INSERT ON "Balance" WHEN NOT (NEW."quantity" >= 0) BEGIN SELECT RAISE(ABORT, 'Balance holds: quantity >= 0'); END;
CREATE TRIGGER "guard_Balance_f345ce7d_update" BEFORE UPDATE OF "quantity" ON "Balance" WHEN NOT (NEW."quantity" >= 0) BEGIN SELECT RAISE(ABORT, 'Balance holds: quantity >= 0'); END;
CREATE TRIGGER "guard_Balance_9420d55a_insert" BEFORE INSERT ON "Balance" WHEN NOT (NEW."reserved" >= 0) BEGIN SELECT RAISE(ABORT, 'Balance holds: reserved >= 0'); END;
CREATE TRIGGER "guard_Balance_9420d55a_update" BEFORE UPDATE OF "reserved" ON "Balance" WHEN NOT (NEW."reserved" >= 0) BEGIN SELECT RAISE(ABORT, 'Balance holds: reserved >= 0'); END;
CREATE TRIGGER "guard_Balance_e95f81ae_insert" BEFORE INSERT ON "Balance" WHEN NOT (NEW."reserved" <= NEW."quantity") BEGIN SELECT RAISE(ABORT, 'Balance holds: reserved <= quantity'); END;
CREATE TRIGGER "guard_Balance_e95f81ae_update" BEFORE UPDATE OF "reserved", "quantity" ON "Balance" WHEN NOT (NEW."reserved" <= NEW."quantity") BEGIN SELECT RAISE(ABORT, 'Balance holds: reserved <= quantity'); END;
CREATE TRIGGER "guard_Posting_append_only_update" BEFORE UPDATE ON "Posting" BEGIN SELECT RAISE(ABORT, 'Posting is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_Posting_append_only_delete" BEFORE DELETE ON "Posting" BEGIN SELECT RAISE(ABORT, 'Posting is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_Posting_82113324_insert" BEFORE INSERT ON "Posting" WHEN NOT (NEW."quantity" > 0) BEGIN SELECT RAISE(ABORT, 'Posting holds: quantity > 0'); END;
CREATE TRIGGER "guard_Posting_03e095e0_insert" BEFORE INSERT ON "Posting" WHEN NOT (NEW."fromPlaceId" <> NEW."toPlaceId") BEGIN SELECT RAISE(ABORT, 'Posting holds: "fromPlaceId" <> "toPlaceId"'); END;
CREATE TRIGGER "guard_Hold_append_only_update" BEFORE UPDATE ON "Hold" BEGIN SELECT RAISE(ABORT, 'Hold is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_Hold_append_only_delete" BEFORE DELETE ON "Hold" BEGIN SELECT RAISE(ABORT, 'Hold is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_Hold_259fa0ba_insert" BEFORE INSERT ON "Hold" WHEN NOT (NEW."reason" IN ('quarantine', 'recall', 'temperature', 'records', 'damaged', 'sterility', 'suspect', 'review')) BEGIN SELECT RAISE(ABORT, 'Hold holds: reason IN (''quarantine'', ''recall'', ''temperature'', ''records'', ''damaged'', ''sterility'', ''suspect'', ''review'')'); END;
CREATE TRIGGER "guard_HoldRelease_append_only_update" BEFORE UPDATE ON "HoldRelease" BEGIN SELECT RAISE(ABORT, 'HoldRelease is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_HoldRelease_append_only_delete" BEFORE DELETE ON "HoldRelease" BEGIN SELECT RAISE(ABORT, 'HoldRelease is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_Opening_append_only_update" BEFORE UPDATE ON "Opening" BEGIN SELECT RAISE(ABORT, 'Opening is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_Opening_append_only_delete" BEFORE DELETE ON "Opening" BEGIN SELECT RAISE(ABORT, 'Opening is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_UnitClock_append_only_update" BEFORE UPDATE ON "UnitClock" BEGIN SELECT RAISE(ABORT, 'UnitClock is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_UnitClock_append_only_delete" BEFORE DELETE ON "UnitClock" BEGIN SELECT RAISE(ABORT, 'UnitClock is append-only: no row is deleted.'); END;
CREATE TRIGGER "guard_UnitClock_dae9f703_insert" BEFORE INSERT ON "UnitClock" WHEN NOT (NEW."kind" IN ('thaw', 'out-of-storage')) BEGIN SELECT RAISE(ABORT, 'UnitClock holds: kind IN (''thaw'', ''out-of-storage'')'); END;
CREATE TRIGGER "guard_Reservation_82113324_insert" BEFORE INSERT ON "Reservation" WHEN NOT (NEW."quantity" > 0) BEGIN SELECT RAISE(ABORT, 'Reservation holds: quantity > 0'); END;
CREATE TRIGGER "guard_Reservation_82113324_update" BEFORE UPDATE OF "quantity" ON "Reservation" WHEN NOT (NEW."quantity" > 0) BEGIN SELECT RAISE(ABORT, 'Reservation holds: quantity > 0'); END;
CREATE TRIGGER "guard_TemperatureReading_append_only_update" BEFORE UPDATE ON "TemperatureReading" BEGIN SELECT RAISE(ABORT, 'TemperatureReading is append-only: no row is changed.'); END;
CREATE TRIGGER "guard_TemperatureReading_append_only_delete" BEFORE DELETE ON "TemperatureReading" BEGIN SELECT RAISE(ABORT, 'TemperatureReading is append-only: no row is deleted.'); END;
