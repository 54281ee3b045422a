CREATE TABLE `customer_happening` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`happened_at` integer NOT NULL,
	`staff_id` text NOT NULL,
	`action` text NOT NULL,
	`facts` text NOT NULL,
	`words` text NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customer`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `customer_happening_customer` ON `customer_happening` (`customer_id`);
--> statement-breakpoint
CREATE TABLE `handover` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`epoch` text NOT NULL,
	`number_on` text NOT NULL,
	`number_in_day` integer NOT NULL,
	`since_at` integer NOT NULL,
	`handed_at` integer NOT NULL,
	`outgoing_id` text NOT NULL,
	`incoming_id` text NOT NULL,
	`counts` text NOT NULL,
	`remarks` text NOT NULL,
	`opened_at` integer,
	FOREIGN KEY (`outgoing_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`incoming_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "handover_two" CHECK("handover"."outgoing_id" <> "handover"."incoming_id")
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `handover_number_unique` ON `handover` (`number`);
--> statement-breakpoint
CREATE UNIQUE INDEX `handover_number_in_day` ON `handover` (`epoch`,`number_on`,`number_in_day`);
--> statement-breakpoint
CREATE INDEX `handover_at` ON `handover` (`handed_at`);
--> statement-breakpoint
CREATE INDEX `handover_unread` ON `handover` (`incoming_id`) WHERE opened_at IS NULL;
--> statement-breakpoint
CREATE TABLE `handover_line` (
	`id` text PRIMARY KEY NOT NULL,
	`handover_id` text NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`record_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`number` text NOT NULL,
	`due_at` integer,
	`why` text,
	`what` text NOT NULL,
	`remark` text NOT NULL,
	FOREIGN KEY (`handover_id`) REFERENCES `handover`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customer`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `handover_line_position` ON `handover_line` (`handover_id`,`position`);
--> statement-breakpoint
CREATE TABLE `promise` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`complaint_id` text,
	`case_id` text,
	`source` text NOT NULL,
	`contact_id` text,
	`resolution_id` text,
	`what` text NOT NULL,
	`made_at` integer NOT NULL,
	`made_by` text NOT NULL,
	`due_at` integer NOT NULL,
	`kept_at` integer,
	`kept_by` text,
	`evidence` text NOT NULL,
	`released_at` integer,
	`broken_at` integer,
	FOREIGN KEY (`customer_id`) REFERENCES `customer`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`complaint_id`) REFERENCES `complaint`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`case_id`) REFERENCES `return_case`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contact_id`) REFERENCES `contact`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`resolution_id`) REFERENCES `resolution`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`made_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`kept_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "promise_about" CHECK(("promise"."complaint_id" IS NULL) <> ("promise"."case_id" IS NULL))
) STRICT;
--> statement-breakpoint
CREATE INDEX `promise_open` ON `promise` (`due_at`,`id`) WHERE kept_at IS NULL AND released_at IS NULL;
--> statement-breakpoint
CREATE INDEX `promise_complaint` ON `promise` (`complaint_id`) WHERE complaint_id IS NOT NULL;
--> statement-breakpoint
CREATE INDEX `promise_case` ON `promise` (`case_id`) WHERE case_id IS NOT NULL;
--> statement-breakpoint
CREATE INDEX `promise_broken` ON `promise` (`due_at`) WHERE broken_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX `promise_kept` ON `promise` (`kept_at`) WHERE kept_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX `promise_customer` ON `promise` (`customer_id`);
--> statement-breakpoint
CREATE TABLE `script_version` (
	`id` text PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`version` integer NOT NULL,
	`body` text NOT NULL,
	`changed_at` integer NOT NULL,
	`staff_id` text NOT NULL,
	`reason` text NOT NULL,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `script_version_once` ON `script_version` (`code`,`version`);
--> statement-breakpoint
CREATE TABLE `__new_contact` (
	`id` text PRIMARY KEY NOT NULL,
	`complaint_id` text,
	`case_id` text,
	`customer_id` text NOT NULL,
	`contacted_at` integer NOT NULL,
	`staff_id` text NOT NULL,
	`direction` text NOT NULL,
	`channel` text NOT NULL,
	`reached` integer NOT NULL,
	`result` text,
	`asked_for` integer DEFAULT false NOT NULL,
	`override_by` text,
	`override_reason` text DEFAULT '' NOT NULL,
	`said` text NOT NULL,
	`next_step` text NOT NULL,
	`next_at` integer,
	`nuisance` integer DEFAULT false NOT NULL,
	`on_site_at` integer,
	`on_site_done` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`complaint_id`) REFERENCES `complaint`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`case_id`) REFERENCES `return_case`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customer`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`override_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "contact_about" CHECK(("complaint_id" IS NULL) <> ("case_id" IS NULL))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_contact`("id", "complaint_id", "customer_id", "contacted_at", "staff_id", "direction", "channel", "reached", "said", "next_step", "next_at", "nuisance", "on_site_at", "on_site_done") SELECT "id", "complaint_id", "customer_id", "contacted_at", "staff_id", "direction", "channel", "reached", "said", "next_step", "next_at", "nuisance", "on_site_at", "on_site_done" FROM `contact`;
--> statement-breakpoint
DROP TABLE `contact`;
--> statement-breakpoint
ALTER TABLE `__new_contact` RENAME TO `contact`;
--> statement-breakpoint
CREATE INDEX `contact_complaint` ON `contact` (`complaint_id`);
--> statement-breakpoint
CREATE INDEX `contact_case` ON `contact` (`case_id`) WHERE case_id IS NOT NULL;
--> statement-breakpoint
CREATE INDEX `contact_customer` ON `contact` (`customer_id`,`contacted_at`);
--> statement-breakpoint
ALTER TABLE `session` ADD `survey_of` text REFERENCES complaint(id);
--> statement-breakpoint
ALTER TABLE `opinion` ADD `signature` text;
--> statement-breakpoint
ALTER TABLE `return_visit` ADD `by_customer` integer DEFAULT false NOT NULL;
--> statement-breakpoint
ALTER TABLE `return_visit` ADD `contradiction` text DEFAULT '' NOT NULL;
--> statement-breakpoint
ALTER TABLE `customer` ADD `consent_at` integer;
--> statement-breakpoint
ALTER TABLE `customer` ADD `merged_into_id` text;
--> statement-breakpoint
ALTER TABLE `customer` ADD `legal_hold` integer DEFAULT false NOT NULL;
--> statement-breakpoint
ALTER TABLE `customer` ADD `legal_hold_reason` text DEFAULT '' NOT NULL;
--> statement-breakpoint
ALTER TABLE `customer` ADD `erased_at` integer;
--> statement-breakpoint
ALTER TABLE `customer` ADD `erased_basis` text;
--> statement-breakpoint
ALTER TABLE `customer` ADD `do_not_call_by` text REFERENCES staff(id);
--> statement-breakpoint
ALTER TABLE `customer` ADD `do_not_call_at` integer;
--> statement-breakpoint
ALTER TABLE `customer` ADD `version` integer DEFAULT 1 NOT NULL;
--> statement-breakpoint
CREATE INDEX `customer_merged` ON `customer` (`merged_into_id`) WHERE merged_into_id IS NOT NULL;
--> statement-breakpoint
-- A signed resolution never changes. The customer's words in it may be erased, and only once the customer's key is
-- destroyed: from then on nobody can read what was signed in the journal either (process section 14, retention).
DROP TRIGGER `signed_resolution_never_changes`;
--> statement-breakpoint
CREATE TRIGGER `signed_resolution_never_changes` BEFORE UPDATE ON `resolution`
WHEN OLD.signed_at IS NOT NULL AND (NEW.id <> OLD.id OR NEW.complaint_id <> OLD.complaint_id
  OR NEW.version <> OLD.version OR NEW.round <> OLD.round
  OR NEW.prepared_by <> OLD.prepared_by OR NEW.prepared_at <> OLD.prepared_at OR NEW.preparers <> OLD.preparers
  OR NEW.submitted_by IS NOT OLD.submitted_by OR NEW.submitted_at IS NOT OLD.submitted_at
  OR NEW.returned_at IS NOT OLD.returned_at
  OR NEW.store_signed_by IS NOT OLD.store_signed_by OR NEW.store_signed_at IS NOT OLD.store_signed_at
  OR NEW.refused_at IS NOT OLD.refused_at
  OR NEW.signed_at IS NOT OLD.signed_at OR NEW.check_code IS NOT OLD.check_code
  OR ((NEW.options <> OLD.options OR NEW.wording <> OLD.wording OR NEW.terms <> OLD.terms
    OR NEW.internal_floor <> OLD.internal_floor OR NEW.return_reason <> OLD.return_reason
    OR NEW.approval_reference IS NOT OLD.approval_reference)
    AND NOT EXISTS (SELECT 1 FROM complaint JOIN customer_key USING (customer_id)
      WHERE complaint.id = OLD.complaint_id AND customer_key.key IS NULL)))
BEGIN SELECT RAISE(ABORT, 'a signed resolution never changes'); END;
--> statement-breakpoint
-- The same for an approved plan: every column but the customer's words, and those while the key is there.
DROP TRIGGER `approved_plan_never_changes`;
--> statement-breakpoint
CREATE TRIGGER `approved_plan_never_changes` BEFORE UPDATE ON `case_plan`
WHEN OLD.approved_at IS NOT NULL AND (
  NOT EXISTS (SELECT 1 FROM return_case JOIN customer_key USING (customer_id)
    WHERE return_case.id = OLD.case_id AND customer_key.key IS NULL)
  OR NEW.id <> OLD.id OR NEW.case_id <> OLD.case_id OR NEW.version <> OLD.version OR NEW.remedy <> OLD.remedy
  OR NEW.settlement IS NOT OLD.settlement OR NEW.refund_fen <> OLD.refund_fen OR NEW.pay_fen <> OLD.pay_fen
  OR NEW.goodwill_fen <> OLD.goodwill_fen OR NEW.goodwill_cash_fen <> OLD.goodwill_cash_fen
  OR NEW.basis IS NOT OLD.basis OR NEW.citation IS NOT OLD.citation OR NEW.preparers <> OLD.preparers
  OR NEW.prepared_by <> OLD.prepared_by OR NEW.prepared_at <> OLD.prepared_at
  OR NEW.submitted_by IS NOT OLD.submitted_by OR NEW.submitted_at IS NOT OLD.submitted_at
  OR NEW.returned_at IS NOT OLD.returned_at
  OR NEW.store_signed_by IS NOT OLD.store_signed_by OR NEW.store_signed_at IS NOT OLD.store_signed_at
  OR NEW.approved_at IS NOT OLD.approved_at OR NEW.check_code IS NOT OLD.check_code)
BEGIN SELECT RAISE(ABORT, 'an approved plan never changes'); END;
--> statement-breakpoint
-- A key is destroyed once and for good: without it what is sealed under it is gone, and it hides nothing else.
CREATE TRIGGER `customer_key_only_destroyed` BEFORE UPDATE ON `customer_key`
WHEN NEW.customer_id <> OLD.customer_id OR NEW.created_at <> OLD.created_at OR OLD.key IS NULL
  OR NEW.key IS NOT NULL OR NEW.destroyed_at IS NULL
BEGIN SELECT RAISE(ABORT, 'a key is only ever destroyed'); END;
--> statement-breakpoint
CREATE TRIGGER `customer_key_never_deleted` BEFORE DELETE ON `customer_key`
BEGIN SELECT RAISE(ABORT, 'a key is only ever destroyed'); END;
