CREATE TABLE `checkpoints` (
	`run_id` text NOT NULL,
	`file` text NOT NULL,
	`kind` text NOT NULL,
	`epoch` integer NOT NULL,
	`sha256` text NOT NULL,
	`size_bytes` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	PRIMARY KEY(`run_id`, `file`),
	FOREIGN KEY (`run_id`) REFERENCES `runs`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `datasets` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`csv_path` text NOT NULL,
	`csv_sha256` text NOT NULL,
	`fingerprint` text NOT NULL,
	`image_count` integer NOT NULL,
	`real_count` integer NOT NULL,
	`fake_count` integer NOT NULL,
	`bad_count` integer NOT NULL,
	`created_at_ms` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `datasets_content` ON `datasets` (`csv_path`,`csv_sha256`,`fingerprint`);--> statement-breakpoint
CREATE TABLE `epochs` (
	`run_id` text NOT NULL,
	`epoch` integer NOT NULL,
	`step` integer NOT NULL,
	`train_loss` real,
	`train_accuracy` real,
	`valid_loss` real,
	`valid_accuracy` real,
	`learning_rate` real NOT NULL,
	`duration_ms` real NOT NULL,
	`outside_tensorflow_ms` real NOT NULL,
	`images_per_second` real NOT NULL,
	`is_best` integer NOT NULL,
	`ended_at_ms` integer NOT NULL,
	PRIMARY KEY(`run_id`, `epoch`),
	FOREIGN KEY (`run_id`) REFERENCES `runs`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `evaluations` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`status` text NOT NULL,
	`run_id` text,
	`checkpoint_file` text NOT NULL,
	`checkpoint_sha256` text NOT NULL,
	`dataset_id` integer NOT NULL,
	`split_name` text NOT NULL,
	`threshold` real NOT NULL,
	`positive_class` text NOT NULL,
	`metrics` text NOT NULL,
	`image_count` integer NOT NULL,
	`device` text NOT NULL,
	`duration_ms` real,
	`created_at_ms` integer NOT NULL,
	FOREIGN KEY (`run_id`) REFERENCES `runs`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`dataset_id`) REFERENCES `datasets`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `evaluations_by_run` ON `evaluations` (`run_id`);--> statement-breakpoint
CREATE TABLE `file_checks` (
	`file` text PRIMARY KEY NOT NULL,
	`size_bytes` integer NOT NULL,
	`mtime_ms` real NOT NULL,
	`sha256` text,
	`width` integer,
	`height` integer,
	`format` text,
	`reason` text
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `heatmap_sets` (
	`id` integer PRIMARY KEY NOT NULL,
	`evaluation_id` integer NOT NULL,
	`method` text NOT NULL,
	`layer` text NOT NULL,
	`rows` integer NOT NULL,
	`columns` integer NOT NULL,
	FOREIGN KEY (`evaluation_id`) REFERENCES `evaluations`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `heatmap_sets_key` ON `heatmap_sets` (`evaluation_id`,`method`,`layer`);--> statement-breakpoint
CREATE TABLE `heatmaps` (
	`set_id` integer NOT NULL,
	`image_id` integer NOT NULL,
	`explained_class` integer NOT NULL,
	`raw` blob NOT NULL,
	`overlay` text,
	PRIMARY KEY(`set_id`, `image_id`, `explained_class`),
	FOREIGN KEY (`set_id`) REFERENCES `heatmap_sets`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`image_id`) REFERENCES `images`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `images` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`dataset_id` integer NOT NULL,
	`picture_id` integer NOT NULL,
	`line` integer NOT NULL,
	`path` text NOT NULL,
	`sha256` text NOT NULL,
	`size_bytes` integer NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`format` text NOT NULL,
	`label` integer NOT NULL,
	`split` text,
	`group_name` text,
	`source` text,
	`metadata` text NOT NULL,
	FOREIGN KEY (`dataset_id`) REFERENCES `datasets`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "images_label" CHECK("images"."label" in (0, 1)),
	CONSTRAINT "images_split" CHECK("images"."split" in ('train', 'valid', 'test'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `images_by_content` ON `images` (`sha256`,`picture_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `images_line` ON `images` (`dataset_id`,`line`);--> statement-breakpoint
CREATE TABLE `predictions` (
	`evaluation_id` integer NOT NULL,
	`image_id` integer NOT NULL,
	`picture_id` integer NOT NULL,
	`label` integer NOT NULL,
	`score` real NOT NULL,
	`loss` real NOT NULL,
	PRIMARY KEY(`evaluation_id`, `image_id`),
	FOREIGN KEY (`evaluation_id`) REFERENCES `evaluations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`image_id`) REFERENCES `images`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "predictions_label" CHECK("predictions"."label" in (0, 1)),
	CONSTRAINT "predictions_score" CHECK("predictions"."score" between 0 and 1)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `predictions_by_loss` ON `predictions` (`evaluation_id`,`loss`,`image_id`,`label`,`score`);--> statement-breakpoint
CREATE INDEX `predictions_by_score` ON `predictions` (`evaluation_id`,`score`,`image_id`,`label`);--> statement-breakpoint
CREATE INDEX `predictions_by_picture` ON `predictions` (`evaluation_id`,`picture_id`,`image_id`,`label`,`score`);--> statement-breakpoint
CREATE TABLE `runs` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`status` text NOT NULL,
	`network` text NOT NULL,
	`config` text NOT NULL,
	`config_yaml` text NOT NULL,
	`config_file` text,
	`environment` text NOT NULL,
	`versions` text NOT NULL,
	`device` text,
	`seed` integer NOT NULL,
	`dataset_id` integer NOT NULL,
	`split_id` integer NOT NULL,
	`split_seed` integer,
	`planned_epochs` integer NOT NULL,
	`folder` text NOT NULL,
	`tags` text NOT NULL,
	`notes` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`started_at_ms` integer,
	`ended_at_ms` integer,
	`error_code` text,
	`error_message` text,
	`last_epoch` integer,
	`best_epoch` integer,
	`parent_run_id` text,
	`parent_checkpoint` text,
	FOREIGN KEY (`dataset_id`) REFERENCES `datasets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`split_id`) REFERENCES `splits`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `runs_name_unique` ON `runs` (`name`);--> statement-breakpoint
CREATE INDEX `runs_by_creation` ON `runs` (`created_at_ms`);--> statement-breakpoint
CREATE INDEX `runs_by_status` ON `runs` (`status`);--> statement-breakpoint
CREATE TABLE `split_faces` (
	`split_id` integer NOT NULL,
	`image_id` integer NOT NULL,
	`side` text NOT NULL,
	PRIMARY KEY(`split_id`, `side`, `image_id`),
	FOREIGN KEY (`split_id`) REFERENCES `splits`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`image_id`) REFERENCES `images`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "split_faces_side" CHECK("split_faces"."side" in ('train', 'valid'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `splits` (
	`id` integer PRIMARY KEY NOT NULL,
	`sha256` text NOT NULL,
	`train_count` integer NOT NULL,
	`valid_count` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `splits_sha256_unique` ON `splits` (`sha256`);--> statement-breakpoint
CREATE TABLE `step_metrics` (
	`run_id` text NOT NULL,
	`step` integer NOT NULL,
	`epoch` integer NOT NULL,
	`loss` real,
	`accuracy` real,
	`learning_rate` real NOT NULL,
	`images_per_second` real NOT NULL,
	`memory_bytes` integer NOT NULL,
	`at_ms` integer NOT NULL,
	PRIMARY KEY(`run_id`, `step`),
	FOREIGN KEY (`run_id`) REFERENCES `runs`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT, WITHOUT ROWID;
