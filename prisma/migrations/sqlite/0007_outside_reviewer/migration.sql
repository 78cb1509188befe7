DROP TRIGGER "guard_ApiToken_15689d00_insert";
DROP TRIGGER "guard_ApiToken_15689d00_update";
DROP TRIGGER "guard_PersonRole_15689d00_insert";
DROP TRIGGER "guard_PersonRole_15689d00_update";

CREATE TRIGGER "guard_PersonRole_1c05bcb1_insert" BEFORE INSERT ON "PersonRole" WHEN NOT (NEW."role" IN ('supply', 'clinician', 'manager', 'auditor', 'administrator', 'director', 'reviewer')) BEGIN SELECT RAISE(ABORT, 'PersonRole holds: role IN (''supply'', ''clinician'', ''manager'', ''auditor'', ''administrator'', ''director'', ''reviewer'')'); END;
CREATE TRIGGER "guard_PersonRole_1c05bcb1_update" BEFORE UPDATE OF "role" ON "PersonRole" WHEN NOT (NEW."role" IN ('supply', 'clinician', 'manager', 'auditor', 'administrator', 'director', 'reviewer')) BEGIN SELECT RAISE(ABORT, 'PersonRole holds: role IN (''supply'', ''clinician'', ''manager'', ''auditor'', ''administrator'', ''director'', ''reviewer'')'); END;
CREATE TRIGGER "guard_ApiToken_1c05bcb1_insert" BEFORE INSERT ON "ApiToken" WHEN NOT (NEW."role" IN ('supply', 'clinician', 'manager', 'auditor', 'administrator', 'director', 'reviewer')) BEGIN SELECT RAISE(ABORT, 'ApiToken holds: role IN (''supply'', ''clinician'', ''manager'', ''auditor'', ''administrator'', ''director'', ''reviewer'')'); END;
CREATE TRIGGER "guard_ApiToken_1c05bcb1_update" BEFORE UPDATE OF "role" ON "ApiToken" WHEN NOT (NEW."role" IN ('supply', 'clinician', 'manager', 'auditor', 'administrator', 'director', 'reviewer')) BEGIN SELECT RAISE(ABORT, 'ApiToken holds: role IN (''supply'', ''clinician'', ''manager'', ''auditor'', ''administrator'', ''director'', ''reviewer'')'); END;
