"""The tables of the database, and the way to them from each older version.

A `writable` is a layer that can be written (`container.writable`): a container's, or a volume's.
Its log is a tree of edits: `parent` is the edit before (0: the empty layer), `head` the one whose
files the layer has now. `status` says what is done (on the way from 0 to the head), undone, or
under way; of an edit `visited` is the writable's version when it was done last, 0 while it never
was. `slots` is the folder of its contents, and `changes` how its paths were and are.
"""

SCHEMA_VERSION = 3

_WRITABLE = """
create table writable (
    id text primary key,
    version integer not null default 0,
    head integer not null default 0
) without rowid;
create table upper (
    writable text not null references writable on delete cascade,
    path blob not null,
    record text not null,
    primary key (writable, path)
) without rowid;
create table edit (
    writable text not null references writable on delete cascade,
    number integer not null,
    parent integer not null,
    status text not null,
    backwards integer not null default 0,
    visited integer not null default 0,
    slots text not null,
    label text not null default '',
    body text not null,
    changes text not null,
    primary key (writable, number)
);
create index edit_parent on edit (writable, parent, number);
create index edit_under_way on edit (writable) where status in ('taking', 'placing');
create table container (
    id text primary key references writable on delete cascade,
    name text not null unique,
    image_id text not null references image,
    image_name text not null,
    created text not null,
    config text not null,
    state text not null default '{}'
) without rowid;
create table volume (
    name text primary key,
    id text not null unique references writable on delete cascade,
    created text not null,
    anonymous integer not null,
    labels text not null,
    options text not null
) without rowid;
create table mount (
    container text not null references container on delete cascade,
    position integer not null,
    destination text not null,
    kind text not null,
    volume text references volume,
    source text,
    read_only integer not null,
    options text not null,
    primary key (container, destination)
) without rowid
"""

SCHEMA = f"""
create table blob (
    digest text primary key,
    size integer not null,
    mtime_ns integer
) without rowid;
create table image (
    image_id text primary key,
    manifest text not null references blob,
    media_type text not null,
    parent text,
    added_at text not null
) without rowid;
create table edge (
    manifest text not null references blob,
    blob text not null references blob,
    primary key (manifest, blob)
) without rowid;
create table ref (
    name text primary key,
    image_id text not null references image
) without rowid;
create table lease (
    holder text not null,
    digest text not null,
    primary key (holder, digest)
) without rowid;
{_WRITABLE}
"""

_TO_2 = """
alter table blob add column mtime_ns integer;
drop table lease;
create table lease (
    holder text not null,
    digest text not null,
    primary key (holder, digest)
) without rowid
"""

_TO_3 = f"""
alter table upper rename to old_upper;
alter table edit rename to old_edit;
alter table container rename to old_container;
{_WRITABLE};
insert into writable
    select id, version, coalesce(
        (select max(number) from old_edit where container = id and status = 'done'), 0)
    from old_container;
insert into container
    select id, name, image_id, image_name, created, config, '{{}}' from old_container;
insert into upper select container, path, record from old_upper;
insert into edit
    select container, number, coalesce(
            (select max(number) from old_edit as other
                where other.container = old.container and other.number < old.number
                and (other.status = 'done' or not old.is_new)), 0),
        status, json_extract(body, '$.backwards'), iif(is_new, 0, number),
        coalesce(json_extract(body, '$.slots'), cast(number as text)), '',
        json_remove(body, '$.changes', '$.slots', '$.backwards', '$.new'),
        json_extract(body, '$.changes')
    from (select *, coalesce(json_extract(body, '$.new'), 0) as is_new from old_edit) as old;
drop table old_upper;
drop table old_edit;
drop table old_container
"""

MIGRATIONS = {1: _TO_2, 2: _TO_3}
"""From each older version to the next one."""
