create table "recordings" ("id" text collate "C" not null primary key, "product" text collate "C" not null, "account" text collate "C" not null, "room" text collate "C", "state" text collate "C" not null, "cause" text, "evidence" text not null, "wanted" text not null, "attempt" integer not null, "task_id" text collate "C", "accepted" integer not null, "begun_at" bigint, "paused_at" bigint, "resumed_at" bigint, "ended_at" bigint, "stop_wanted_at" bigint, "vendor_key" text collate "C", "ref" text not null, "params" text, "answer" text, "errors" text, "labels" text not null, "metadata" text not null, "created_at" bigint not null, "updated_at" bigint not null, "sent_at" bigint, "stop_by" bigint, "controllable_until" bigint, "next_action_at" bigint, "urgent_at" bigint, "fence" bigint not null, "tries" integer not null, "news_at" bigint not null, "last_change" integer not null, "leased" integer not null);
create index "recordings_by_product" on "recordings" ("product", "id");
create index "recordings_by_product_state" on "recordings" ("product", "state", "id");
create index "recordings_by_product_account" on "recordings" ("product", "account", "id");
create index "recordings_by_state" on "recordings" ("state", "id");
create index "recordings_by_account" on "recordings" ("account", "id");
create index "recordings_by_created_at" on "recordings" ("created_at", "id");
create index "recordings_by_room" on "recordings" ("room", "id") where "room" is not null;
create index "recordings_by_task" on "recordings" ("product", "task_id") where "task_id" is not null;
create index "recordings_by_vendor_key" on "recordings" ("product", "vendor_key") where "vendor_key" is not null;
create index "recordings_due" on "recordings" ("product", "next_action_at") where "next_action_at" is not null;
create index "recordings_urgent" on "recordings" ("product", "urgent_at") where "urgent_at" is not null;
create table "recording_labels" ("recording_id" text collate "C" not null references "recordings" ("id") on delete cascade, "name" text collate "C" not null, "value" text collate "C" not null, constraint "recording_labels_pk" primary key ("recording_id", "name"));
create index "recording_labels_by_value" on "recording_labels" ("name", "value", "recording_id");
create index "recording_labels_by_name" on "recording_labels" ("name", "recording_id");
create table "changes" ("id" bigint generated always as identity primary key, "seq" bigint unique, "recording_id" text collate "C" not null references "recordings" ("id") on delete cascade, "number" integer not null, "kind" text not null, "file" text, "at" bigint not null, "from_state" text, "to_state" text not null, "cause" text, "evidence" text not null, constraint "changes_by_recording" unique ("recording_id", "number"));
create table "change_counter" ("id" integer not null primary key, "last_seq" bigint not null);
insert into change_counter (id, last_seq) values (1, 0);
create index "changes_without_number" on "changes" ("id") where "seq" is null;
create function number_changes(at_most integer) returns integer language plpgsql as $$
    declare
      last bigint;
      count integer;
    begin
      if not exists (select from changes where seq is null) then
        return 0;
      end if;
      select last_seq into last from change_counter where id = 1 for update;
      update changes set seq = last + unnumbered.place
        from (
          select id, row_number() over (order by id) as place
          from changes where seq is null order by id limit at_most
        ) as unnumbered
        where changes.id = unnumbered.id;
      get diagnostics count = row_count;
      update change_counter set last_seq = last + count where id = 1;
      perform pg_notify('tapedeck_changes', '');
      return count;
    end $$;
create table "files" ("recording_id" text collate "C" not null references "recordings" ("id") on delete cascade, "name" text collate "C" not null, "state" text not null, "user_id" text, "track" text, "format" text, "url" text, "size_bytes" bigint, "begins_at" bigint, "ends_at" bigint, "seen_at" bigint not null, constraint "files_pk" primary key ("recording_id", "name"));
create table "orphans" ("product" text collate "C" not null, "task_id" text collate "C" not null, "account" text not null, "room" text, "ref" text not null, "surplus_of" text collate "C", "started_at" bigint, "first_seen_at" bigint not null, "last_seen_at" bigint not null, "next_action_at" bigint, "fence" bigint not null, "tries" integer not null, constraint "orphans_pk" primary key ("product", "task_id"));
create index "orphans_due" on "orphans" ("product", "next_action_at") where "next_action_at" is not null;
create table "idempotency_keys" ("key" text collate "C" not null primary key, "operation" text not null, "input_hash" text not null, "recording_id" text collate "C", "result" text, "created_at" bigint not null, "lease_until" bigint not null, "fence" bigint not null);
create index "idempotency_keys_by_age" on "idempotency_keys" ("created_at");
create index "idempotency_keys_by_recording" on "idempotency_keys" ("recording_id") where "recording_id" is not null;
create table "slots" ("action" text collate "C" not null primary key, "free_at" double precision not null);
create table "probe" ("id" integer not null primary key, "at" bigint not null);
