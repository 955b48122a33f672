create table "server_key" ("id" integer not null primary key, "fingerprint" text not null);
