create table "sessions" ("account" text collate "C" not null, "room" text collate "C" not null, "session_id" text not null, "is_over" integer not null, "seen_at" bigint not null, constraint "sessions_pk" primary key ("account", "room"));
create index "sessions_by_age" on "sessions" ("seen_at");
