CREATE TABLE `complaint` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`epoch` text NOT NULL,
	`number_on` text NOT NULL,
	`number_in_day` integer NOT NULL,
	`version` integer NOT NULL,
	`state` text NOT NULL,
	`round` integer NOT NULL,
	`channel` text NOT NULL,
	`received_at` integer NOT NULL,
	`transferred_at` integer NOT NULL,
	`rules_from_at` integer NOT NULL,
	`first_receiver_id` text NOT NULL,
	`handler_id` text,
	`customer_id` text NOT NULL,
	`anonymous` integer DEFAULT false NOT NULL,
	`purchase_line_id` text,
	`quantity` integer NOT NULL,
	`what_happened` text NOT NULL,
	`against` text NOT NULL,
	`impact` text NOT NULL,
	`wants` text NOT NULL,
	`claim_fen` integer,
	`claim_basis` text NOT NULL,
	`category` text,
	`symptom` text,
	`dissatisfied` integer DEFAULT false NOT NULL,
	`deadline_set` integer DEFAULT false NOT NULL,
	`threatens` text NOT NULL,
	`injury_or_damage` integer DEFAULT false NOT NULL,
	`serious_breach` integer DEFAULT false NOT NULL,
	`no_power` integer DEFAULT false NOT NULL,
	`same_fault_after_repair` integer DEFAULT false NOT NULL,
	`claim_beyond_goods` integer DEFAULT false NOT NULL,
	`level` integer NOT NULL,
	`suggested_level` integer NOT NULL,
	`level_reasons` text NOT NULL,
	`department` text,
	`suggested_department` text,
	`accepted_at` integer,
	`first_contact_at` integer,
	`reply_from_at` integer NOT NULL,
	`reply_due_at` integer NOT NULL,
	`reply_due_provisional` integer DEFAULT false NOT NULL,
	`replied_at` integer,
	`clock_kind` text,
	`clock_provisional` integer DEFAULT false NOT NULL,
	`queue_at` integer NOT NULL,
	`promised_at` integer,
	`raised_at` integer,
	`official_due_on` text,
	`resolved_at` integer,
	`ended_at` integer,
	`rejections` integer NOT NULL,
	`offered_option` integer NOT NULL,
	`merged_into_id` text,
	`head_office_told_at` integer,
	`policy_version` integer NOT NULL,
	FOREIGN KEY (`first_receiver_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`handler_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customer`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`purchase_line_id`) REFERENCES `purchase_line`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "complaint_level" CHECK("complaint"."level" BETWEEN 1 AND 5),
	CONSTRAINT "complaint_round" CHECK("complaint"."round" >= 1),
	CONSTRAINT "complaint_ended" CHECK(("complaint"."ended_at" IS NOT NULL) = ("complaint"."state" IN ('closed','withdrawn','merged','voided','unsettled'))),
	CONSTRAINT "complaint_accepted" CHECK("complaint"."state" <> 'registered' OR "complaint"."accepted_at" IS NULL),
	CONSTRAINT "complaint_handler" CHECK("complaint"."state" IN ('registered','withdrawn','merged','voided') OR "complaint"."handler_id" IS NOT NULL)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `complaint_number_unique` ON `complaint` (`number`);
--> statement-breakpoint
CREATE UNIQUE INDEX `complaint_number_in_day` ON `complaint` (`epoch`,`number_on`,`number_in_day`);
--> statement-breakpoint
CREATE INDEX `complaint_queue` ON `complaint` (`queue_at`,`id`) WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX `complaint_handler_queue` ON `complaint` (`handler_id`,`queue_at`,`id`) WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX `complaint_promised` ON `complaint` (`promised_at`,`handler_id`) WHERE ended_at IS NULL AND promised_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX `complaint_raised` ON `complaint` (`raised_at`,`handler_id`) WHERE ended_at IS NULL AND raised_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX `complaint_due` ON `complaint` (`queue_at`,`id`);
--> statement-breakpoint
CREATE INDEX `complaint_received` ON `complaint` (`received_at`,`id`);
--> statement-breakpoint
CREATE INDEX `complaint_customer` ON `complaint` (`customer_id`);
--> statement-breakpoint
CREATE INDEX `complaint_awaiting` ON `complaint` (`state`) WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE TABLE `contact` (
	`id` text PRIMARY KEY NOT NULL,
	`complaint_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`contacted_at` integer NOT NULL,
	`staff_id` text NOT NULL,
	`direction` text NOT NULL,
	`channel` text NOT NULL,
	`reached` integer NOT NULL,
	`said` text NOT NULL,
	`next_step` text NOT NULL,
	`next_at` integer,
	`nuisance` integer DEFAULT false NOT NULL,
	`on_site_at` integer,
	`on_site_done` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`complaint_id`) REFERENCES `complaint`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customer`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `contact_complaint` ON `contact` (`complaint_id`);
--> statement-breakpoint
CREATE TABLE `contact_sheet` (
	`id` text PRIMARY KEY NOT NULL,
	`complaint_id` text NOT NULL,
	`sheet_number` integer NOT NULL,
	`department` text NOT NULL,
	`question` text NOT NULL,
	`sent_at` integer NOT NULL,
	`sent_by` text NOT NULL,
	`due_at` integer NOT NULL,
	`due_given` integer DEFAULT false NOT NULL,
	`provisional` integer DEFAULT false NOT NULL,
	`answered_at` integer,
	`answered_by` text,
	`answer` text NOT NULL,
	`plan` text NOT NULL,
	`improvement` text NOT NULL,
	`acknowledged_by` text NOT NULL,
	`recalled_at` integer,
	`recall_reason` text NOT NULL,
	FOREIGN KEY (`complaint_id`) REFERENCES `complaint`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`sent_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`answered_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `contact_sheet_number` ON `contact_sheet` (`complaint_id`,`sheet_number`);
--> statement-breakpoint
CREATE UNIQUE INDEX `contact_sheet_one_open` ON `contact_sheet` (`complaint_id`) WHERE answered_at IS NULL AND recalled_at IS NULL;
--> statement-breakpoint
CREATE TABLE `customer` (
	`id` text PRIMARY KEY NOT NULL,
	`anonymous` integer DEFAULT false NOT NULL,
	`name` text NOT NULL,
	`phones` text NOT NULL,
	`member_number` text NOT NULL,
	`address` text NOT NULL,
	`consent` integer DEFAULT false NOT NULL,
	`do_not_call` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `customer_key` (
	`customer_id` text PRIMARY KEY NOT NULL,
	`key` blob,
	`created_at` integer NOT NULL,
	`destroyed_at` integer
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `customer_term` (
	`term` text NOT NULL,
	`customer_id` text NOT NULL,
	PRIMARY KEY(`term`, `customer_id`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `desk_file` (
	`id` integer PRIMARY KEY NOT NULL,
	`device` text NOT NULL,
	`epoch` text NOT NULL,
	CONSTRAINT "desk_file_one" CHECK("desk_file"."id" = 1)
) STRICT;
--> statement-breakpoint
CREATE TABLE `desk_unmanned` (
	`since_at` integer PRIMARY KEY NOT NULL,
	`due_at` integer NOT NULL,
	`recorded_at` integer NOT NULL,
	`ended_at` integer
) STRICT;
--> statement-breakpoint
CREATE TABLE `desk_watch` (
	`id` integer PRIMARY KEY NOT NULL,
	`signed_out_at` integer NOT NULL,
	CONSTRAINT "desk_watch_one" CHECK("desk_watch"."id" = 1)
) STRICT;
--> statement-breakpoint
CREATE TABLE `draft` (
	`staff_id` text NOT NULL,
	`form` text NOT NULL,
	`body` text NOT NULL,
	`saved_at` integer NOT NULL,
	PRIMARY KEY(`staff_id`, `form`),
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `execution_task` (
	`id` text PRIMARY KEY NOT NULL,
	`complaint_id` text NOT NULL,
	`resolution_id` text NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`amount_fen` integer,
	`detail` text NOT NULL,
	`department` text,
	`due_at` integer NOT NULL,
	`done_at` integer,
	`done_by` text,
	`evidence` text NOT NULL,
	FOREIGN KEY (`complaint_id`) REFERENCES `complaint`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`resolution_id`) REFERENCES `resolution`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`done_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `execution_task_complaint` ON `execution_task` (`complaint_id`);
--> statement-breakpoint
CREATE TABLE `file` (
	`id` text PRIMARY KEY NOT NULL,
	`complaint_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`sha256` text NOT NULL,
	`name` text NOT NULL,
	`media_type` text NOT NULL,
	`size` integer NOT NULL,
	`added_at` integer NOT NULL,
	`staff_id` text NOT NULL,
	FOREIGN KEY (`complaint_id`) REFERENCES `complaint`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customer`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `file_content` ON `file` (`complaint_id`,`sha256`);
--> statement-breakpoint
CREATE TABLE `finding` (
	`id` text PRIMARY KEY NOT NULL,
	`complaint_id` text NOT NULL,
	`found_at` integer NOT NULL,
	`staff_id` text NOT NULL,
	`founded` integer NOT NULL,
	`quality` integer NOT NULL,
	`cause` text NOT NULL,
	`department` text NOT NULL,
	`person` text NOT NULL,
	`evidence` text NOT NULL,
	FOREIGN KEY (`complaint_id`) REFERENCES `complaint`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `finding_complaint` ON `finding` (`complaint_id`);
--> statement-breakpoint
CREATE TABLE `happening` (
	`id` text PRIMARY KEY NOT NULL,
	`complaint_id` text NOT NULL,
	`happened_at` integer NOT NULL,
	`staff_id` text,
	`action` text NOT NULL,
	`from_state` text,
	`to_state` text NOT NULL,
	`round` integer NOT NULL,
	`record_id` text,
	`facts` text NOT NULL,
	`words` text NOT NULL,
	FOREIGN KEY (`complaint_id`) REFERENCES `complaint`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `happening_complaint` ON `happening` (`complaint_id`);
--> statement-breakpoint
CREATE TABLE `head_office_link` (
	`id` integer PRIMARY KEY NOT NULL,
	`url` text NOT NULL,
	`store_name` text NOT NULL,
	`token` text NOT NULL,
	`private_key` text NOT NULL,
	`head_office_key` text NOT NULL,
	`acknowledged_seq` integer NOT NULL,
	`last_success_at` integer,
	`last_attempt_at` integer,
	`clock_offset_ms` integer,
	CONSTRAINT "head_office_link_one" CHECK("head_office_link"."id" = 1)
) STRICT;
--> statement-breakpoint
CREATE TABLE `hold` (
	`id` text PRIMARY KEY NOT NULL,
	`complaint_id` text NOT NULL,
	`from_at` integer NOT NULL,
	`until_at` integer NOT NULL,
	`released_at` integer,
	`staff_id` text NOT NULL,
	`reason` text NOT NULL,
	FOREIGN KEY (`complaint_id`) REFERENCES `complaint`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "hold_span" CHECK("hold"."until_at" > "hold"."from_at")
) STRICT;
--> statement-breakpoint
CREATE INDEX `hold_complaint` ON `hold` (`complaint_id`);
--> statement-breakpoint
CREATE TABLE `journal` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`epoch` text NOT NULL,
	`at` integer NOT NULL,
	`staff_id` text,
	`device` text NOT NULL,
	`action` text NOT NULL,
	`entity` text NOT NULL,
	`entity_id` text NOT NULL,
	`after` text NOT NULL,
	`schema` integer NOT NULL,
	`prev_hash` text NOT NULL,
	`hash` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `journal_id_unique` ON `journal` (`id`);
--> statement-breakpoint
CREATE TABLE `last_sign_in` (
	`staff_id` text PRIMARY KEY NOT NULL,
	`previous_at` integer NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `late_clock` (
	`id` text PRIMARY KEY NOT NULL,
	`complaint_id` text NOT NULL,
	`clock` text NOT NULL,
	`due_at` integer NOT NULL,
	`recorded_at` integer NOT NULL,
	FOREIGN KEY (`complaint_id`) REFERENCES `complaint`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `late_clock_once` ON `late_clock` (`complaint_id`,`clock`,`due_at`);
--> statement-breakpoint
CREATE TABLE `level_change` (
	`id` text PRIMARY KEY NOT NULL,
	`complaint_id` text NOT NULL,
	`due_at` integer NOT NULL,
	`recorded_at` integer NOT NULL,
	`from_level` integer NOT NULL,
	`to_level` integer NOT NULL,
	`rule` text NOT NULL,
	`staff_id` text,
	FOREIGN KEY (`complaint_id`) REFERENCES `complaint`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `level_change_complaint` ON `level_change` (`complaint_id`);
--> statement-breakpoint
CREATE TABLE `notice` (
	`id` text PRIMARY KEY NOT NULL,
	`staff_id` text NOT NULL,
	`complaint_id` text,
	`kind` text NOT NULL,
	`occasion` text NOT NULL,
	`facts` text NOT NULL,
	`at` integer NOT NULL,
	`seen_at` integer,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`complaint_id`) REFERENCES `complaint`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `notice_once` ON `notice` (`staff_id`,`occasion`);
--> statement-breakpoint
CREATE INDEX `notice_staff` ON `notice` (`staff_id`,`at`);
--> statement-breakpoint
CREATE INDEX `notice_unseen` ON `notice` (`staff_id`) WHERE seen_at IS NULL;
--> statement-breakpoint
CREATE TABLE `opinion` (
	`id` text PRIMARY KEY NOT NULL,
	`complaint_id` text NOT NULL,
	`resolution_id` text NOT NULL,
	`given_at` integer NOT NULL,
	`staff_id` text NOT NULL,
	`accepts` integer NOT NULL,
	`option` integer NOT NULL,
	`how` text NOT NULL,
	`words` text NOT NULL,
	FOREIGN KEY (`complaint_id`) REFERENCES `complaint`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`resolution_id`) REFERENCES `resolution`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `opinion_complaint` ON `opinion` (`complaint_id`);
--> statement-breakpoint
CREATE TABLE `outcome_notice` (
	`id` text PRIMARY KEY NOT NULL,
	`complaint_id` text NOT NULL,
	`resolution_id` text NOT NULL,
	`written_at` integer NOT NULL,
	`staff_id` text NOT NULL,
	`sales_department` text NOT NULL,
	`text` text NOT NULL,
	FOREIGN KEY (`complaint_id`) REFERENCES `complaint`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`resolution_id`) REFERENCES `resolution`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `outcome_notice_complaint` ON `outcome_notice` (`complaint_id`);
--> statement-breakpoint
CREATE TABLE `pin_lock` (
	`subject` text PRIMARY KEY NOT NULL,
	`failures` integer NOT NULL,
	`lock_ms` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `policy_version` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`body` text NOT NULL,
	`valid_at` integer NOT NULL,
	`staff_id` text,
	`reason` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `policy_version_version_unique` ON `policy_version` (`version`);
--> statement-breakpoint
CREATE TABLE `postponement` (
	`id` text PRIMARY KEY NOT NULL,
	`complaint_id` text NOT NULL,
	`told_at` integer NOT NULL,
	`staff_id` text NOT NULL,
	`new_date_on` text NOT NULL,
	`consent` integer NOT NULL,
	`reason` text NOT NULL,
	`evidence` text NOT NULL,
	FOREIGN KEY (`complaint_id`) REFERENCES `complaint`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `postponement_complaint` ON `postponement` (`complaint_id`);
--> statement-breakpoint
CREATE TABLE `preference` (
	`staff_id` text PRIMARY KEY NOT NULL,
	`language` text NOT NULL,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `purchase` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`order_number` text NOT NULL,
	`channel` text NOT NULL,
	`invoiced_on` text,
	`delivered_on` text,
	FOREIGN KEY (`customer_id`) REFERENCES `customer`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `purchase_customer` ON `purchase` (`customer_id`);
--> statement-breakpoint
CREATE TABLE `purchase_line` (
	`id` text PRIMARY KEY NOT NULL,
	`purchase_id` text NOT NULL,
	`model` text NOT NULL,
	`product_name` text NOT NULL,
	`family` text,
	`serial_number` text NOT NULL,
	`quantity` integer NOT NULL,
	`paid_fen` integer,
	`warranty_months` integer,
	FOREIGN KEY (`purchase_id`) REFERENCES `purchase`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "purchase_line_quantity" CHECK("purchase_line"."quantity" > 0)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `purchase_line_purchase` ON `purchase_line` (`purchase_id`);
--> statement-breakpoint
CREATE TABLE `quarantine` (
	`seq` integer PRIMARY KEY NOT NULL,
	`entity` text NOT NULL,
	`reason` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `resolution` (
	`id` text PRIMARY KEY NOT NULL,
	`complaint_id` text NOT NULL,
	`version` integer NOT NULL,
	`round` integer NOT NULL,
	`options` text NOT NULL,
	`wording` text NOT NULL,
	`terms` text NOT NULL,
	`internal_floor` text NOT NULL,
	`prepared_by` text NOT NULL,
	`preparers` text NOT NULL,
	`prepared_at` integer NOT NULL,
	`submitted_by` text,
	`submitted_at` integer,
	`returned_at` integer,
	`return_reason` text NOT NULL,
	`store_signed_by` text,
	`store_signed_at` integer,
	`approval_reference` text,
	`refused_at` integer,
	`signed_at` integer,
	`check_code` text,
	`communicated_at` integer,
	FOREIGN KEY (`complaint_id`) REFERENCES `complaint`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`prepared_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`submitted_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`store_signed_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "resolution_signed" CHECK(("resolution"."signed_at" IS NULL) = ("resolution"."check_code" IS NULL)),
	CONSTRAINT "resolution_signer" CHECK("resolution"."signed_at" IS NULL OR "resolution"."store_signed_by" IS NOT NULL)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `resolution_check_code_unique` ON `resolution` (`check_code`);
--> statement-breakpoint
CREATE UNIQUE INDEX `resolution_version` ON `resolution` (`complaint_id`,`version`);
--> statement-breakpoint
CREATE TABLE `return_visit` (
	`id` text PRIMARY KEY NOT NULL,
	`complaint_id` text NOT NULL,
	`visited_at` integer NOT NULL,
	`staff_id` text NOT NULL,
	`how` text NOT NULL,
	`solution` text NOT NULL,
	`handler` text,
	`technician` text,
	`remarks` text NOT NULL,
	`reason` text NOT NULL,
	FOREIGN KEY (`complaint_id`) REFERENCES `complaint`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `return_visit_complaint` ON `return_visit` (`complaint_id`);
--> statement-breakpoint
CREATE TABLE `session` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`staff_id` text NOT NULL,
	`started_at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `staff` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`department` text,
	`active` integer NOT NULL,
	`pin_set_at` integer NOT NULL,
	CONSTRAINT "staff_role" CHECK("staff"."role" IN ('clerk','technician','department','supervisor','manager')),
	CONSTRAINT "staff_department" CHECK(("staff"."role" = 'department') = ("staff"."department" IS NOT NULL))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `staff_number_unique` ON `staff` (`number`);
--> statement-breakpoint
CREATE TABLE `staff_pin` (
	`staff_id` text PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `store` (
	`id` text PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`time_zone` text NOT NULL,
	`demo` integer DEFAULT false NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `sweep` (
	`complaint_id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`complaint_id`) REFERENCES `complaint`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `sweep_at` ON `sweep` (`at`,`complaint_id`);
--> statement-breakpoint
CREATE TRIGGER `journal_never_updated` BEFORE UPDATE ON `journal` BEGIN SELECT RAISE(ABORT, 'the journal never changes'); END;
--> statement-breakpoint
CREATE TRIGGER `journal_never_deleted` BEFORE DELETE ON `journal` BEGIN SELECT RAISE(ABORT, 'the journal never changes'); END;
--> statement-breakpoint
CREATE TRIGGER `journal_without_gaps` BEFORE INSERT ON `journal`
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM journal)
BEGIN SELECT RAISE(ABORT, 'the journal has no gaps'); END;
--> statement-breakpoint
CREATE TRIGGER `signed_resolution_never_changes` BEFORE UPDATE ON `resolution`
WHEN OLD.signed_at IS NOT NULL AND (NEW.id <> OLD.id OR NEW.complaint_id <> OLD.complaint_id
  OR NEW.version <> OLD.version OR NEW.round <> OLD.round OR NEW.options <> OLD.options
  OR NEW.wording <> OLD.wording OR NEW.terms <> OLD.terms OR NEW.internal_floor <> OLD.internal_floor
  OR NEW.prepared_by <> OLD.prepared_by OR NEW.prepared_at <> OLD.prepared_at OR NEW.preparers <> OLD.preparers
  OR NEW.submitted_by IS NOT OLD.submitted_by OR NEW.submitted_at IS NOT OLD.submitted_at
  OR NEW.returned_at IS NOT OLD.returned_at OR NEW.return_reason <> OLD.return_reason
  OR NEW.store_signed_by IS NOT OLD.store_signed_by OR NEW.store_signed_at IS NOT OLD.store_signed_at
  OR NEW.approval_reference IS NOT OLD.approval_reference OR NEW.refused_at IS NOT OLD.refused_at
  OR NEW.signed_at IS NOT OLD.signed_at OR NEW.check_code IS NOT OLD.check_code)
BEGIN SELECT RAISE(ABORT, 'a signed resolution never changes'); END;
--> statement-breakpoint
CREATE TRIGGER `signed_resolution_never_deleted` BEFORE DELETE ON `resolution`
WHEN OLD.signed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a signed resolution never changes'); END;
