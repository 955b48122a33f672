create table "sessions" ("account" text not null, "room" text not null, "session_id" text not null, "is_over" integer not null, "seen_at" bigint not null, constraint "sessions_pk" primary key ("account", "room"));
create index "sessions_by_age" on "sessions" ("seen_at");
