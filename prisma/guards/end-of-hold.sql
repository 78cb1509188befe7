-- A hold ends only by a decision of its owner: the row that `by` and `decisionId` name is there, is about this hold, and was stored by
-- the same person in the same moment. Only what a person placed by hand may be ended by that person; everything else is made
-- usable again by somebody else, and what a token did counts as done by whoever made it (docs/safety.md §6). A new owner of
-- holds adds its case here. Written for both databases.
EXISTS (SELECT 1 FROM "Hold" h WHERE h."id" = NEW."holdId"
  AND NEW."actor" LIKE 'person:%'
  AND (h."source" IS NULL OR NEW."by" = 'records' OR (h."actor" <> NEW."actor" AND NOT EXISTS (SELECT 1 FROM "ApiToken" k
    WHERE h."actor" = 'token:' || k."id" AND NEW."actor" = 'person:' || k."createdById")))
  AND (
    NEW."by" = 'decision' AND (h."source" IS NULL OR h."source" NOT LIKE 'recall:%' AND h."source" NOT LIKE 'excursion:%')
      AND EXISTS (SELECT 1 FROM "HoldDecision" d WHERE d."id" = NEW."decisionId" AND d."holdId" = h."id"
        AND d."decidedAt" = NEW."releasedAt" AND d."actor" = NEW."actor")
    OR NEW."by" = 'recall' AND EXISTS (SELECT 1 FROM "RecallRelease" d WHERE d."id" = NEW."decisionId"
      AND h."source" = 'recall:' || d."noticeId" AND d."lotId" = h."lotId"
      AND d."at" = NEW."releasedAt" AND d."actor" = NEW."actor")
    OR NEW."by" = 'excursion' AND EXISTS (SELECT 1 FROM "ExcursionDecision" d JOIN "Unit" u ON u."id" = h."unitId"
      WHERE d."id" = NEW."decisionId" AND d."decision" = 'release' AND h."source" = 'excursion:' || d."excursionId"
      AND d."lotId" = u."lotId" AND d."at" = NEW."releasedAt" AND d."actor" = NEW."actor")
    OR NEW."by" = 'records' AND h."reason" = 'records' AND h."source" LIKE 'delivery:%'
      AND EXISTS (SELECT 1 FROM "RecordConclusion" d WHERE d."id" = NEW."decisionId" AND d."lotId" = h."lotId"
        AND d."conclusion" = 'good' AND d."at" = NEW."releasedAt" AND d."actor" = NEW."actor")
    OR NEW."by" = 'reading' AND EXISTS (SELECT 1 FROM "TemperatureReading" t
      LEFT JOIN "TemperatureReading" o ON o."id" = t."correctsId" LEFT JOIN "CorrectionConfirmation" c ON c."readingId" = t."id"
      WHERE t."id" = NEW."decisionId" AND (t."correctsId" IS NOT NULL OR t."source" = 'logger')
        AND (o."actor" IS NULL OR o."actor" <> NEW."actor")
        AND (EXISTS (SELECT 1 FROM "Excursion" e WHERE h."source" = 'excursion:' || e."id" AND e."placeId" = t."placeId"
            AND t."correctsId" IS NOT NULL)
          OR EXISTS (SELECT 1 FROM "TemperatureReading" g WHERE h."source" = 'reading:' || g."id" AND g."placeId" = t."placeId"))
        AND (t."recordedAt" = NEW."releasedAt" AND t."actor" = NEW."actor"
          OR c."confirmedAt" = NEW."releasedAt" AND c."actor" = NEW."actor"))
  ))
