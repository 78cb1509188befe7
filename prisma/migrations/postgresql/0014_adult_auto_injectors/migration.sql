-- An auto-injector of 0.15 mg is no adult dose (R59): the line of a kit that the program had set up asks for 0.3 mg from now on.
UPDATE "KitItem" SET "strength" = '0.3 mg' WHERE "code" = 'epinephrine-auto-injector' AND "strength" IS NULL;
