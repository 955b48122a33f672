create table "callbacks" ("digest" text not null primary key, "source" text not null, "received_at" bigint not null, "text" text not null, "type" text, "task_id" text, "recording_id" text, "state" text not null, "next_action_at" bigint, "fence" bigint not null, "tries" integer not null);
create index "callbacks_due" on "callbacks" ("next_action_at") where "next_action_at" is not null;
create index "callbacks_by_recording" on "callbacks" ("recording_id", "received_at") where "recording_id" is not null;
create index "callbacks_by_age" on "callbacks" ("received_at");
