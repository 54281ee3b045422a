CREATE TABLE "alarm" (
	"store" text NOT NULL,
	"kind" text NOT NULL,
	"epoch" text COLLATE "C" NOT NULL,
	"seq" bigint NOT NULL,
	"offered_hash" text NOT NULL,
	"known_hash" text,
	"first_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"times" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "alarm_store_kind_epoch_seq_offered_hash_pk" PRIMARY KEY("store","kind","epoch","seq","offered_hash")
);
--> statement-breakpoint
CREATE TABLE "batch" (
	"store" text NOT NULL,
	"number" bigint NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone NOT NULL,
	"offset_ms" bigint NOT NULL,
	"entries" integer NOT NULL,
	CONSTRAINT "batch_store_number_pk" PRIMARY KEY("store","number")
);
--> statement-breakpoint
CREATE TABLE "complaint" (
	"store" text NOT NULL,
	"id" text NOT NULL,
	"number" text,
	"state" text,
	"open" boolean NOT NULL,
	"level" integer,
	"department" text,
	"category" text,
	"channel" text,
	"handler_id" text,
	"customer_id" text,
	"round" integer,
	"received_at" timestamp (3) with time zone,
	"reply_due_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"summary" text,
	"version" integer,
	"last_epoch" text COLLATE "C" NOT NULL,
	"last_seq" bigint NOT NULL,
	CONSTRAINT "complaint_store_id_pk" PRIMARY KEY("store","id")
);
--> statement-breakpoint
CREATE TABLE "customer" (
	"store" text NOT NULL,
	"id" text NOT NULL,
	"anonymous" boolean NOT NULL,
	"name" text,
	"last_epoch" text COLLATE "C" NOT NULL,
	"last_seq" bigint NOT NULL,
	CONSTRAINT "customer_store_id_pk" PRIMARY KEY("store","id")
);
--> statement-breakpoint
CREATE TABLE "customer_key" (
	"store" text NOT NULL,
	"customer_id" text NOT NULL,
	"key" text,
	"received_at" timestamp (3) with time zone NOT NULL,
	"destroyed_at" timestamp (3) with time zone,
	CONSTRAINT "customer_key_store_customer_id_pk" PRIMARY KEY("store","customer_id")
);
--> statement-breakpoint
CREATE TABLE "desk" (
	"store" text NOT NULL,
	"token_hash" text NOT NULL,
	"public_key" text NOT NULL,
	"device" text NOT NULL,
	"enrolled_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "desk_store_token_hash_pk" PRIMARY KEY("store","token_hash")
);
--> statement-breakpoint
CREATE TABLE "enrolment_code" (
	"code_hash" text PRIMARY KEY NOT NULL,
	"store" text NOT NULL,
	"store_name" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "identity" (
	"id" integer PRIMARY KEY NOT NULL,
	"public_key" text NOT NULL,
	"private_key" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "journal" (
	"store" text NOT NULL,
	"epoch" text COLLATE "C" NOT NULL,
	"seq" bigint NOT NULL,
	"id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"batch" bigint NOT NULL,
	"action" text NOT NULL,
	"entity" text NOT NULL,
	"entity_id" text NOT NULL,
	"schema" integer NOT NULL,
	"prev_hash" text NOT NULL,
	"hash" text NOT NULL,
	"raw" text NOT NULL,
	CONSTRAINT "journal_store_epoch_seq_pk" PRIMARY KEY("store","epoch","seq")
);
--> statement-breakpoint
CREATE TABLE "quarantine" (
	"store" text NOT NULL,
	"epoch" text COLLATE "C" NOT NULL,
	"seq" bigint NOT NULL,
	"entity" text NOT NULL,
	"entity_id" text NOT NULL,
	"action" text NOT NULL,
	"reason" text NOT NULL,
	"detail" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "quarantine_store_epoch_seq_pk" PRIMARY KEY("store","epoch","seq")
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"store" text NOT NULL,
	"id" text NOT NULL,
	"number" text,
	"name" text,
	"role" text,
	"last_epoch" text COLLATE "C" NOT NULL,
	"last_seq" bigint NOT NULL,
	CONSTRAINT "staff_store_id_pk" PRIMARY KEY("store","id")
);
--> statement-breakpoint
CREATE TABLE "store" (
	"code" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"enrolled_at" timestamp (3) with time zone NOT NULL,
	"cursor_epoch" text COLLATE "C",
	"cursor_seq" bigint,
	"cursor_hash" text,
	"entries" bigint DEFAULT 0 NOT NULL,
	"batches" bigint DEFAULT 0 NOT NULL,
	"last_push_at" timestamp (3) with time zone,
	"clock_offset_ms" bigint
);
--> statement-breakpoint
CREATE INDEX "complaint_open" ON "complaint" USING btree ("store","open","reply_due_at");--> statement-breakpoint
CREATE INDEX "complaint_received" ON "complaint" USING btree ("store","received_at");--> statement-breakpoint
CREATE INDEX "journal_seq" ON "journal" USING btree ("store","seq");--> statement-breakpoint
CREATE INDEX "journal_record" ON "journal" USING btree ("store","entity","entity_id");--> statement-breakpoint
CREATE INDEX "quarantine_record" ON "quarantine" USING btree ("store","entity","entity_id");