CREATE TABLE `audits` (
	`dataset_id` integer PRIMARY KEY NOT NULL,
	`report` text NOT NULL,
	FOREIGN KEY (`dataset_id`) REFERENCES `datasets`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `bad_rows` (
	`dataset_id` integer NOT NULL,
	`line` integer NOT NULL,
	`path` text,
	`reason` text NOT NULL,
	PRIMARY KEY(`dataset_id`, `line`),
	FOREIGN KEY (`dataset_id`) REFERENCES `datasets`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `image_states` (
	`image_id` integer PRIMARY KEY NOT NULL,
	`dataset_id` integer NOT NULL,
	`label` integer,
	`is_excluded` integer NOT NULL,
	`split` text,
	FOREIGN KEY (`image_id`) REFERENCES `images`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`dataset_id`) REFERENCES `datasets`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `image_states_by_dataset` ON `image_states` (`dataset_id`,`image_id`);--> statement-breakpoint
CREATE TABLE `picture_measures` (
	`sha256` text PRIMARY KEY NOT NULL,
	`jpeg_quality` real,
	`brightness` real NOT NULL,
	`contrast` real NOT NULL,
	`sharpness` real NOT NULL,
	`hash` blob NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `revision_changes` (
	`revision_id` integer NOT NULL,
	`image_id` integer NOT NULL,
	`label` integer,
	`is_excluded` integer,
	`split` text,
	PRIMARY KEY(`revision_id`, `image_id`),
	FOREIGN KEY (`revision_id`) REFERENCES `revisions`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`image_id`) REFERENCES `images`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "revision_changes_label" CHECK("revision_changes"."label" in (0, 1)),
	CONSTRAINT "revision_changes_split" CHECK("revision_changes"."split" in ('train', 'valid', 'test'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `revision_changes_by_image` ON `revision_changes` (`image_id`,`revision_id`);--> statement-breakpoint
CREATE TABLE `revisions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`dataset_id` integer NOT NULL,
	`number` integer NOT NULL,
	`title` text NOT NULL,
	`changed_count` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`is_undone` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`dataset_id`) REFERENCES `datasets`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `revisions_number` ON `revisions` (`dataset_id`,`number`);--> statement-breakpoint
CREATE TABLE `probe_results` (
	`run_id` text NOT NULL,
	`epoch` integer NOT NULL,
	`image_id` integer NOT NULL,
	`score` real NOT NULL,
	`explained_class` integer NOT NULL,
	`layer` text NOT NULL,
	`rows` integer NOT NULL,
	`columns` integer NOT NULL,
	`raw` blob NOT NULL,
	PRIMARY KEY(`run_id`, `epoch`, `image_id`),
	FOREIGN KEY (`run_id`) REFERENCES `runs`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`image_id`) REFERENCES `images`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `probes` (
	`run_id` text NOT NULL,
	`position` integer NOT NULL,
	`image_id` integer NOT NULL,
	PRIMARY KEY(`run_id`, `position`),
	FOREIGN KEY (`run_id`) REFERENCES `runs`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`image_id`) REFERENCES `images`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `queue` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`position` real NOT NULL,
	`name` text NOT NULL,
	`network` text NOT NULL,
	`epochs` integer NOT NULL,
	`config_yaml` text NOT NULL,
	`config_file` text,
	`run_id` text,
	`allow_bad` integer NOT NULL,
	`probes` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	FOREIGN KEY (`run_id`) REFERENCES `runs`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "queue_kind" CHECK("queue"."kind" in ('train', 'resume'))
) STRICT;
--> statement-breakpoint
CREATE TABLE `settings` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `speeds` (
	`network` text NOT NULL,
	`height` integer NOT NULL,
	`width` integer NOT NULL,
	`batch_size` integer NOT NULL,
	`device` text NOT NULL,
	`train_images_per_second` real NOT NULL,
	`evaluate_images_per_second` real NOT NULL,
	`memory_bytes` integer NOT NULL,
	`run_name` text,
	`measured_at_ms` integer NOT NULL,
	PRIMARY KEY(`network`, `height`, `width`, `batch_size`, `device`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `datasets` ADD `mapping` text;--> statement-breakpoint
ALTER TABLE `datasets` ADD `images_folder` text;--> statement-breakpoint
ALTER TABLE `runs` ADD `dataset_revision` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `runs` ADD `archived_at_ms` integer;--> statement-breakpoint
ALTER TABLE `runs` ADD `trashed_at_ms` integer;--> statement-breakpoint
ALTER TABLE `runs` ADD `is_pinned` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `runs` ADD `network_facts` text;--> statement-breakpoint
ALTER TABLE `split_faces` ADD `label` integer;