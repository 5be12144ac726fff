CREATE TABLE `detected_faces` (
	`sha256` text NOT NULL,
	`model` text NOT NULL,
	`face_count` integer NOT NULL,
	`confidence` real,
	`box` blob,
	`landmarks` blob,
	PRIMARY KEY(`sha256`, `model`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `drawn_faces` (
	`sha256` text PRIMARY KEY NOT NULL,
	`landmarks` blob NOT NULL,
	`fault_region` text,
	`fault_strength` real,
	`fault_outline` text
) STRICT;
--> statement-breakpoint
CREATE TABLE `embeddings` (
	`evaluation_id` integer NOT NULL,
	`image_id` integer NOT NULL,
	`vector` blob NOT NULL,
	PRIMARY KEY(`evaluation_id`, `image_id`),
	FOREIGN KEY (`evaluation_id`) REFERENCES `evaluations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`image_id`) REFERENCES `images`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `faithfulness` (
	`set_id` integer NOT NULL,
	`image_id` integer NOT NULL,
	`insertion` blob NOT NULL,
	`deletion` blob NOT NULL,
	`road` real NOT NULL,
	`random_insertion` real NOT NULL,
	`random_deletion` real NOT NULL,
	`random_road` real NOT NULL,
	PRIMARY KEY(`set_id`, `image_id`),
	FOREIGN KEY (`set_id`) REFERENCES `heatmap_sets`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`image_id`) REFERENCES `images`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `knock_outs` (
	`evaluation_id` integer NOT NULL,
	`covering` text NOT NULL,
	`image_id` integer NOT NULL,
	`predicted` integer NOT NULL,
	`margin` real NOT NULL,
	`falls` blob NOT NULL,
	`margins` blob NOT NULL,
	PRIMARY KEY(`evaluation_id`, `covering`, `image_id`),
	FOREIGN KEY (`evaluation_id`) REFERENCES `evaluations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`image_id`) REFERENCES `images`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "knock_outs_covering" CHECK("knock_outs"."covering" in ('blur', 'mean'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `operating_points` (
	`checkpoint_sha256` text PRIMARY KEY NOT NULL,
	`evaluation_id` integer NOT NULL,
	`rule` text NOT NULL,
	`threshold` real NOT NULL,
	`frozen_at_ms` integer NOT NULL,
	FOREIGN KEY (`evaluation_id`) REFERENCES `evaluations`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `picture_notes` (
	`picture_id` integer PRIMARY KEY NOT NULL,
	`text` text NOT NULL,
	`changed_at_ms` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `picture_tags` (
	`picture_id` integer NOT NULL,
	`tag` text NOT NULL,
	PRIMARY KEY(`picture_id`, `tag`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `picture_tags_by_tag` ON `picture_tags` (`tag`,`picture_id`);--> statement-breakpoint
CREATE TABLE `region_shares` (
	`set_id` integer NOT NULL,
	`image_id` integer NOT NULL,
	`explained_class` integer NOT NULL,
	`mass` real NOT NULL,
	`shares` blob,
	`areas` blob,
	PRIMARY KEY(`set_id`, `image_id`, `explained_class`),
	FOREIGN KEY (`set_id`) REFERENCES `heatmap_sets`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`image_id`) REFERENCES `images`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `verdicts` (
	`image_id` integer PRIMARY KEY NOT NULL,
	`verdict` text NOT NULL,
	`at_ms` integer NOT NULL,
	`revision` integer,
	FOREIGN KEY (`image_id`) REFERENCES `images`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "verdicts_verdict" CHECK("verdicts"."verdict" in ('label-wrong', 'bad-crop', 'ambiguous', 'models-fault'))
) STRICT;
