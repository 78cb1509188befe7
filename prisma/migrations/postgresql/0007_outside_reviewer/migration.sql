ALTER TABLE "ApiToken" DROP CONSTRAINT "guard_ApiToken_15689d00";
ALTER TABLE "PersonRole" DROP CONSTRAINT "guard_PersonRole_15689d00";

ALTER TABLE "PersonRole" ADD CONSTRAINT "guard_PersonRole_1c05bcb1" CHECK ("role" IN ('supply', 'clinician', 'manager', 'auditor', 'administrator', 'director', 'reviewer'));
ALTER TABLE "ApiToken" ADD CONSTRAINT "guard_ApiToken_1c05bcb1" CHECK ("role" IN ('supply', 'clinician', 'manager', 'auditor', 'administrator', 'director', 'reviewer'));
