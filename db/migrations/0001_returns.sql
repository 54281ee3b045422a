CREATE TABLE `authorisation` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`epoch` text NOT NULL,
	`number_on` text NOT NULL,
	`number_in_day` integer NOT NULL,
	`title` text NOT NULL,
	`remedies` text NOT NULL,
	`reasons` text NOT NULL,
	`families` text NOT NULL,
	`max_day` integer,
	`max_fen` integer NOT NULL,
	`from_on` text NOT NULL,
	`to_on` text NOT NULL,
	`terms` text NOT NULL,
	`signed_by` text NOT NULL,
	`signed_at` integer NOT NULL,
	`check_code` text NOT NULL,
	`revoked_at` integer,
	`revoked_by` text,
	`revoked_reason` text NOT NULL,
	FOREIGN KEY (`signed_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`revoked_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "authorisation_dates" CHECK("authorisation"."from_on" <= "authorisation"."to_on")
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `authorisation_number_unique` ON `authorisation` (`number`);
--> statement-breakpoint
CREATE UNIQUE INDEX `authorisation_check_code_unique` ON `authorisation` (`check_code`);
--> statement-breakpoint
CREATE UNIQUE INDEX `authorisation_number_in_day` ON `authorisation` (`epoch`,`number_on`,`number_in_day`);
--> statement-breakpoint
CREATE TABLE `case_file` (
	`id` text PRIMARY KEY NOT NULL,
	`case_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`sha256` text NOT NULL,
	`name` text NOT NULL,
	`media_type` text NOT NULL,
	`size` integer NOT NULL,
	`added_at` integer NOT NULL,
	`staff_id` text NOT NULL,
	FOREIGN KEY (`case_id`) REFERENCES `return_case`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customer`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `case_file_content` ON `case_file` (`case_id`,`sha256`);
--> statement-breakpoint
CREATE TABLE `case_happening` (
	`id` text PRIMARY KEY NOT NULL,
	`case_id` text NOT NULL,
	`happened_at` integer NOT NULL,
	`staff_id` text,
	`action` text NOT NULL,
	`from_state` text,
	`to_state` text NOT NULL,
	`facts` text NOT NULL,
	`words` text NOT NULL,
	FOREIGN KEY (`case_id`) REFERENCES `return_case`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `case_happening_case` ON `case_happening` (`case_id`);
--> statement-breakpoint
CREATE TABLE `case_inspection` (
	`id` text PRIMARY KEY NOT NULL,
	`case_id` text NOT NULL,
	`inspected_at` integer NOT NULL,
	`staff_id` text NOT NULL,
	`found` text NOT NULL,
	FOREIGN KEY (`case_id`) REFERENCES `return_case`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `case_inspection_case` ON `case_inspection` (`case_id`);
--> statement-breakpoint
CREATE TABLE `case_line` (
	`id` text PRIMARY KEY NOT NULL,
	`case_id` text NOT NULL,
	`purchase_line_id` text NOT NULL,
	`units` integer NOT NULL,
	`sold_units` integer NOT NULL,
	`sold_fen` integer NOT NULL,
	`serial_number` text NOT NULL,
	`serial_key` text NOT NULL,
	`takes_units` integer NOT NULL,
	`open` integer NOT NULL,
	`refunded_fen` integer,
	FOREIGN KEY (`case_id`) REFERENCES `return_case`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`purchase_line_id`) REFERENCES `purchase_line`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "case_line_units" CHECK("case_line"."units" BETWEEN 1 AND "case_line"."sold_units")
) STRICT;
--> statement-breakpoint
CREATE INDEX `case_line_case` ON `case_line` (`case_id`);
--> statement-breakpoint
CREATE INDEX `case_line_purchase_line` ON `case_line` (`purchase_line_id`);
--> statement-breakpoint
CREATE INDEX `case_line_serial` ON `case_line` (`serial_key`) WHERE serial_key <> '';
--> statement-breakpoint
CREATE UNIQUE INDEX `case_line_one_open_unit` ON `case_line` (`serial_key`) WHERE open = 1 AND serial_key <> '';
--> statement-breakpoint
CREATE TABLE `case_plan` (
	`id` text PRIMARY KEY NOT NULL,
	`case_id` text NOT NULL,
	`version` integer NOT NULL,
	`remedy` text NOT NULL,
	`plan` text NOT NULL,
	`settlement` text,
	`refund_fen` integer NOT NULL,
	`pay_fen` integer NOT NULL,
	`goodwill_fen` integer NOT NULL,
	`goodwill_cash_fen` integer NOT NULL,
	`basis` text,
	`citation` text,
	`sold_as` text NOT NULL,
	`preparers` text NOT NULL,
	`prepared_by` text NOT NULL,
	`prepared_at` integer NOT NULL,
	`submitted_by` text,
	`submitted_at` integer,
	`returned_at` integer,
	`return_reason` text NOT NULL,
	`store_signed_by` text,
	`store_signed_at` integer,
	`approval_reference` text,
	`approved_at` integer,
	`check_code` text,
	FOREIGN KEY (`case_id`) REFERENCES `return_case`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`prepared_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`submitted_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`store_signed_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "case_plan_approved" CHECK(("case_plan"."approved_at" IS NULL) = ("case_plan"."check_code" IS NULL)),
	CONSTRAINT "case_plan_amounts" CHECK("case_plan"."refund_fen" >= 0 AND "case_plan"."pay_fen" >= 0 AND ("case_plan"."refund_fen" = 0 OR "case_plan"."pay_fen" = 0))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `case_plan_check_code_unique` ON `case_plan` (`check_code`);
--> statement-breakpoint
CREATE UNIQUE INDEX `case_plan_version` ON `case_plan` (`case_id`,`version`);
--> statement-breakpoint
CREATE TABLE `case_repair` (
	`id` text PRIMARY KEY NOT NULL,
	`case_id` text NOT NULL,
	`purchase_line_id` text NOT NULL,
	`serial_key` text NOT NULL,
	`from_on` text NOT NULL,
	`to_on` text,
	`failed` integer DEFAULT false NOT NULL,
	`delay` text,
	`repairer` text NOT NULL,
	`work` text NOT NULL,
	`paid` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`case_id`) REFERENCES `return_case`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`purchase_line_id`) REFERENCES `purchase_line`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `case_repair_case` ON `case_repair` (`case_id`);
--> statement-breakpoint
CREATE INDEX `case_repair_serial` ON `case_repair` (`serial_key`) WHERE serial_key <> '';
--> statement-breakpoint
CREATE INDEX `case_repair_line` ON `case_repair` (`purchase_line_id`);
--> statement-breakpoint
CREATE TABLE `custody` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`epoch` text NOT NULL,
	`number_on` text NOT NULL,
	`number_in_day` integer NOT NULL,
	`version` integer NOT NULL,
	`customer_id` text NOT NULL,
	`case_id` text,
	`description` text NOT NULL,
	`serial_number` text NOT NULL,
	`accessories` text NOT NULL,
	`place` text NOT NULL,
	`received_at` integer NOT NULL,
	`received_by` text NOT NULL,
	`ended_at` integer,
	`ended_by` text,
	`ended_how` text,
	`ended_to` text NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customer`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`case_id`) REFERENCES `return_case`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`received_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`ended_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "custody_ended" CHECK(("custody"."ended_at" IS NULL) = ("custody"."ended_how" IS NULL))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `custody_number_unique` ON `custody` (`number`);
--> statement-breakpoint
CREATE UNIQUE INDEX `custody_number_in_day` ON `custody` (`epoch`,`number_on`,`number_in_day`);
--> statement-breakpoint
CREATE INDEX `custody_here` ON `custody` (`received_at`,`id`) WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX `custody_customer` ON `custody` (`customer_id`);
--> statement-breakpoint
CREATE INDEX `custody_case` ON `custody` (`case_id`) WHERE case_id IS NOT NULL;
--> statement-breakpoint
CREATE TABLE `return_case` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`epoch` text NOT NULL,
	`number_on` text NOT NULL,
	`number_in_day` integer NOT NULL,
	`version` integer NOT NULL,
	`state` text NOT NULL,
	`reason` text NOT NULL,
	`customer_id` text NOT NULL,
	`purchase_id` text NOT NULL,
	`purchase_version` integer NOT NULL,
	`complaint_id` text,
	`handler_id` text NOT NULL,
	`opened_by` text NOT NULL,
	`opened_at` integer NOT NULL,
	`what_happened` text NOT NULL,
	`fault_kind` text,
	`voucher_valid` integer DEFAULT false NOT NULL,
	`plan_id` text,
	`submitted_at` integer,
	`approved_at` integer,
	`without_signature` integer DEFAULT false NOT NULL,
	`goods_in_at` integer,
	`goods_out_at` integer,
	`new_serial` text DEFAULT '' NOT NULL,
	`handed_to` text DEFAULT '' NOT NULL,
	`paid_out_at` integer,
	`paid_out_fen` integer,
	`payout_method` text,
	`payout_voucher` text DEFAULT '' NOT NULL,
	`payout_method_reason` text DEFAULT '' NOT NULL,
	`payment_at` integer,
	`payment_fen` integer,
	`payment_method` text,
	`payment_voucher` text DEFAULT '' NOT NULL,
	`refund_due_at` integer,
	`refund_breach_at` integer,
	`signature_due_at` integer,
	`queue_at` integer NOT NULL,
	`ended_at` integer,
	`policy_version` integer NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customer`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`purchase_id`) REFERENCES `purchase`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`complaint_id`) REFERENCES `complaint`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`handler_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`opened_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "return_case_ended" CHECK(("return_case"."ended_at" IS NOT NULL) = ("return_case"."state" IN ('done','declined','withdrawn','voided'))),
	CONSTRAINT "return_case_paid" CHECK(("return_case"."paid_out_at" IS NULL) = ("return_case"."paid_out_fen" IS NULL)),
	CONSTRAINT "return_case_payment" CHECK(("return_case"."payment_at" IS NULL) = ("return_case"."payment_fen" IS NULL)),
	CONSTRAINT "return_case_amounts" CHECK(coalesce("return_case"."paid_out_fen", 1) > 0 AND coalesce("return_case"."payment_fen", 1) > 0)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `return_case_number_unique` ON `return_case` (`number`);
--> statement-breakpoint
CREATE UNIQUE INDEX `return_case_number_in_day` ON `return_case` (`epoch`,`number_on`,`number_in_day`);
--> statement-breakpoint
CREATE INDEX `return_case_queue` ON `return_case` (`queue_at`,`id`) WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX `return_case_opened` ON `return_case` (`opened_at`,`id`);
--> statement-breakpoint
CREATE INDEX `return_case_customer` ON `return_case` (`customer_id`);
--> statement-breakpoint
CREATE INDEX `return_case_purchase` ON `return_case` (`purchase_id`);
--> statement-breakpoint
CREATE INDEX `return_case_complaint` ON `return_case` (`complaint_id`) WHERE complaint_id IS NOT NULL;
--> statement-breakpoint
CREATE INDEX `return_case_approved` ON `return_case` (`approved_at`) WHERE without_signature = 1;
--> statement-breakpoint
CREATE TABLE `serial_swap` (
	`id` text PRIMARY KEY NOT NULL,
	`case_id` text NOT NULL,
	`purchase_line_id` text NOT NULL,
	`swapped_at` integer NOT NULL,
	`old_serial` text NOT NULL,
	`new_serial` text NOT NULL,
	`old_key` text NOT NULL,
	`new_key` text NOT NULL,
	FOREIGN KEY (`case_id`) REFERENCES `return_case`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`purchase_line_id`) REFERENCES `purchase_line`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `serial_swap_line` ON `serial_swap` (`purchase_line_id`);
--> statement-breakpoint
CREATE INDEX `serial_swap_old` ON `serial_swap` (`old_key`);
--> statement-breakpoint
CREATE INDEX `serial_swap_new` ON `serial_swap` (`new_key`);
--> statement-breakpoint
CREATE TABLE `till_import` (
	`id` text PRIMARY KEY NOT NULL,
	`imported_at` integer NOT NULL,
	`staff_id` text NOT NULL,
	`file_name` text NOT NULL,
	`sha256` text NOT NULL,
	`rows` integer NOT NULL,
	`added` integer NOT NULL,
	`changed` integer NOT NULL,
	`same` integer NOT NULL,
	`left_out` integer NOT NULL,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "till_import_rows" CHECK("till_import"."rows" = "till_import"."added" + "till_import"."changed" + "till_import"."same" + "till_import"."left_out")
) STRICT;
--> statement-breakpoint
CREATE INDEX `till_import_at` ON `till_import` (`imported_at`);
--> statement-breakpoint
CREATE TABLE `till_line` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`row_key` text NOT NULL,
	`import_id` text NOT NULL,
	`digest` text NOT NULL,
	`order_number` text NOT NULL,
	`channel` text NOT NULL,
	`invoiced_on` text,
	`delivered_on` text,
	`model` text NOT NULL,
	`product_name` text NOT NULL,
	`brand` text NOT NULL,
	`family` text,
	`category` text NOT NULL,
	`serial_number` text NOT NULL,
	`serial_key` text NOT NULL,
	`quantity` integer NOT NULL,
	`paid_fen` integer NOT NULL,
	`warranty_months` integer,
	`gifts` text NOT NULL,
	`payment_method` text,
	`customer_name` text NOT NULL,
	`phone` text NOT NULL,
	`member_number` text NOT NULL,
	`replaced` integer DEFAULT false NOT NULL,
	CONSTRAINT "till_line_quantity" CHECK("till_line"."quantity" > 0),
	CONSTRAINT "till_line_paid" CHECK("till_line"."paid_fen" >= 0),
	CONSTRAINT "till_line_channel" CHECK("till_line"."channel" IN ('store','online','phone','tv'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `till_line_key` ON `till_line` (`row_key`,`import_id`);
--> statement-breakpoint
CREATE INDEX `till_line_import` ON `till_line` (`import_id`);
--> statement-breakpoint
CREATE INDEX `till_line_order` ON `till_line` (`order_number`);
--> statement-breakpoint
CREATE INDEX `till_line_serial` ON `till_line` (`serial_key`) WHERE serial_key <> '';
--> statement-breakpoint
CREATE INDEX `till_line_phone` ON `till_line` (`phone`) WHERE phone <> '';
--> statement-breakpoint
CREATE TABLE `till_mapping` (
	`fingerprint` text PRIMARY KEY NOT NULL,
	`fields` text NOT NULL,
	`channel` text NOT NULL,
	`payment_method` text,
	`used_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
ALTER TABLE `notice` ADD `case_id` text REFERENCES return_case(id);
--> statement-breakpoint
ALTER TABLE `purchase` ADD `version` integer DEFAULT 1 NOT NULL;
--> statement-breakpoint
ALTER TABLE `purchase` ADD `payment_method` text;
--> statement-breakpoint
ALTER TABLE `purchase` ADD `sold_out_of_stock` integer DEFAULT false NOT NULL;
--> statement-breakpoint
ALTER TABLE `purchase` ADD `promised_arrival_on` text;
--> statement-breakpoint
ALTER TABLE `purchase` ADD `confirmation_signed` integer DEFAULT false NOT NULL;
--> statement-breakpoint
CREATE INDEX `purchase_order` ON `purchase` (`order_number`);
--> statement-breakpoint
ALTER TABLE `purchase_line` ADD `position` integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE `purchase_line` ADD `brand` text DEFAULT '' NOT NULL;
--> statement-breakpoint
ALTER TABLE `purchase_line` ADD `category` text;
--> statement-breakpoint
ALTER TABLE `purchase_line` ADD `gifts` text DEFAULT '[]' NOT NULL;
--> statement-breakpoint
ALTER TABLE `purchase_line` ADD `serial_key` text DEFAULT '' NOT NULL;
--> statement-breakpoint
CREATE INDEX `purchase_line_serial` ON `purchase_line` (`serial_key`) WHERE serial_key <> '';
--> statement-breakpoint
CREATE TRIGGER `approved_plan_never_changes` BEFORE UPDATE ON `case_plan`
WHEN OLD.approved_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an approved plan never changes'); END;
--> statement-breakpoint
CREATE TRIGGER `approved_plan_never_deleted` BEFORE DELETE ON `case_plan`
WHEN OLD.approved_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an approved plan never changes'); END;
--> statement-breakpoint
CREATE TRIGGER `signed_authorisation_never_changes` BEFORE UPDATE ON `authorisation`
WHEN OLD.revoked_at IS NOT NULL OR NEW.id <> OLD.id OR NEW.number <> OLD.number OR NEW.title <> OLD.title
  OR NEW.remedies <> OLD.remedies OR NEW.reasons <> OLD.reasons OR NEW.families <> OLD.families
  OR NEW.max_day IS NOT OLD.max_day OR NEW.max_fen <> OLD.max_fen OR NEW.from_on <> OLD.from_on
  OR NEW.to_on <> OLD.to_on OR NEW.terms <> OLD.terms OR NEW.signed_by <> OLD.signed_by
  OR NEW.signed_at <> OLD.signed_at OR NEW.check_code <> OLD.check_code
BEGIN SELECT RAISE(ABORT, 'a signed authorisation is only ever revoked'); END;
--> statement-breakpoint
CREATE TRIGGER `signed_authorisation_never_deleted` BEFORE DELETE ON `authorisation`
BEGIN SELECT RAISE(ABORT, 'a signed authorisation is only ever revoked'); END;
