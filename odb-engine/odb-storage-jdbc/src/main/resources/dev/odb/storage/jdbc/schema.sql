-- Format 1. One statement ends at a semicolon at the end of a line; ${bytes} is the type of binary data.

CREATE TABLE IF NOT EXISTS odb_commit_sequence (
  id SMALLINT PRIMARY KEY,
  last_tid BIGINT NOT NULL,
  last_commit VARCHAR(60),
  branches INTEGER NOT NULL,
  notices BIGINT NOT NULL,
  packs BIGINT DEFAULT 0 NOT NULL,
  gate UUID,
  gate_until TIMESTAMP WITH TIME ZONE
);
COMMENT ON TABLE odb_commit_sequence IS 'One row, which every transaction that writes locks last: the order of commits';
COMMENT ON COLUMN odb_commit_sequence.id IS 'Always 1';
COMMENT ON COLUMN odb_commit_sequence.last_tid IS 'The newest transaction';
COMMENT ON COLUMN odb_commit_sequence.last_commit IS 'Commit of the last group that was written in one message, see odb_transaction.commit_id';
COMMENT ON COLUMN odb_commit_sequence.branches IS 'How many branches are prepared';
COMMENT ON COLUMN odb_commit_sequence.notices IS 'Rises when processes are to look: one was shut out, or a branch was decided by another one than had prepared it';
COMMENT ON COLUMN odb_commit_sequence.packs IS 'How many packs have decided what goes';
COMMENT ON COLUMN odb_commit_sequence.gate IS 'The process for which all others wait with their commits: it makes the last attempt of a replay';
COMMENT ON COLUMN odb_commit_sequence.gate_until IS 'Nobody waits longer than until then';

CREATE TABLE IF NOT EXISTS odb_server (
  incarnation UUID PRIMARY KEY,
  host VARCHAR(300) NOT NULL,
  process_space VARCHAR(300) NOT NULL,
  pid BIGINT NOT NULL,
  node VARCHAR(300),
  opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
  oldest_snapshot BIGINT DEFAULT 0 NOT NULL,
  packs BIGINT DEFAULT 0 NOT NULL
);
COMMENT ON TABLE odb_server IS 'Processes that have the database open for writing; who is not among them writes nothing';
COMMENT ON COLUMN odb_server.incarnation IS 'Chosen by the process when it opened the database';
COMMENT ON COLUMN odb_server.host IS 'The computer on which it runs';
COMMENT ON COLUMN odb_server.process_space IS 'In which pid means something: a start of the computer and a space of process numbers; empty if not known';
COMMENT ON COLUMN odb_server.pid IS 'Its process number there';
COMMENT ON COLUMN odb_server.node IS 'Node identifier of its transaction manager, if known';
COMMENT ON COLUMN odb_server.opened_at IS 'When it opened the database';
COMMENT ON COLUMN odb_server.expires_at IS 'If the process has not put this off by then it is taken for dead, and any other may remove it';
COMMENT ON COLUMN odb_server.oldest_snapshot IS 'The process reads nothing below; packs of others go no further';
COMMENT ON COLUMN odb_server.packs IS 'The last pack of which the process knows what it has removed';

CREATE TABLE IF NOT EXISTS odb_lease (
  name VARCHAR(300) PRIMARY KEY,
  incarnation UUID NOT NULL
);
COMMENT ON TABLE odb_lease IS 'What one process at a time does, such as delivering a part of a task queue';
COMMENT ON COLUMN odb_lease.name IS 'What is done: queue/<name>/<stripe> delivers a part of a queue, queue/<name>/server/<id> has consumers of it, subscription/<name> hears of changes; names as in a URL';
COMMENT ON COLUMN odb_lease.incarnation IS 'Who does it, until it is no longer in odb_server';

CREATE TABLE IF NOT EXISTS odb_transaction (
  tid BIGINT PRIMARY KEY,
  committed_at TIMESTAMP WITH TIME ZONE NOT NULL,
  user_name TEXT NOT NULL,
  description TEXT NOT NULL,
  other_resources BOOLEAN NOT NULL,
  metadata ${bytes} NOT NULL,
  commit_id VARCHAR(60) NOT NULL UNIQUE
);
COMMENT ON TABLE odb_transaction IS 'Committed transactions, in the order of tid';
COMMENT ON COLUMN odb_transaction.tid IS 'Microseconds since 1970 times 1024, and more if several came at once';
COMMENT ON COLUMN odb_transaction.committed_at IS 'The time in tid';
COMMENT ON COLUMN odb_transaction.user_name IS 'Who committed; for reading, metadata has it exactly';
COMMENT ON COLUMN odb_transaction.description IS 'What it was for; for reading, metadata has it exactly';
COMMENT ON COLUMN odb_transaction.other_resources IS 'Whether rows or messages were committed with it';
COMMENT ON COLUMN odb_transaction.metadata IS 'User, description and properties';
COMMENT ON COLUMN odb_transaction.commit_id IS 'Unique name of this commit, to look up whether it happened';

CREATE TABLE IF NOT EXISTS odb_object (
  oid BIGINT PRIMARY KEY,
  serial BIGINT NOT NULL
);
COMMENT ON TABLE odb_object IS 'Every object with its newest revision, which commits lock and compare';
COMMENT ON COLUMN odb_object.oid IS 'The object; 0 is the root directory';
COMMENT ON COLUMN odb_object.serial IS 'The transaction that wrote its newest revision';

CREATE TABLE IF NOT EXISTS odb_revision (
  oid BIGINT NOT NULL,
  serial BIGINT NOT NULL,
  nv BIGINT,
  pre BIGINT,
  dataserial BIGINT,
  prevhead BIGINT,
  version VARCHAR(200) DEFAULT '' NOT NULL,
  PRIMARY KEY (oid, serial)
);
CREATE INDEX IF NOT EXISTS odb_revision_serial ON odb_revision (serial);
COMMENT ON TABLE odb_revision IS 'Every revision of every object';
COMMENT ON COLUMN odb_revision.oid IS 'The object';
COMMENT ON COLUMN odb_revision.serial IS 'The transaction that wrote it';
COMMENT ON COLUMN odb_revision.nv IS 'In a version: the revision that all others see; null if the object was made in the version';
COMMENT ON COLUMN odb_revision.pre IS 'The revision that it was made from, in its version; an undo has what the revision had that it went back to';
COMMENT ON COLUMN odb_revision.dataserial IS 'The revision of the object that has the state, if it is not stored again';
COMMENT ON COLUMN odb_revision.prevhead IS 'The revision that this one replaced; null for the first that is left';
COMMENT ON COLUMN odb_revision.version IS 'The version it was written in, empty for the main line';

CREATE TABLE IF NOT EXISTS odb_record (
  oid BIGINT NOT NULL,
  serial BIGINT NOT NULL,
  data ${bytes} NOT NULL,
  PRIMARY KEY (oid, serial)
);
COMMENT ON TABLE odb_record IS 'States of objects. A revision without one and without dataserial says that there is no object';
COMMENT ON COLUMN odb_record.oid IS 'The object';
COMMENT ON COLUMN odb_record.serial IS 'The revision whose state it is; later ones may refer to it by dataserial';
COMMENT ON COLUMN odb_record.data IS 'Class and fields, as the page about records in the documentation says';

CREATE TABLE IF NOT EXISTS odb_reference (
  oid BIGINT NOT NULL,
  serial BIGINT NOT NULL,
  target BIGINT NOT NULL,
  PRIMARY KEY (oid, serial, target)
);
COMMENT ON TABLE odb_reference IS 'Which objects the states in odb_record refer to, weak references left out';
COMMENT ON COLUMN odb_reference.oid IS 'The object that refers';
COMMENT ON COLUMN odb_reference.serial IS 'The revision whose state it is, as in odb_record';
COMMENT ON COLUMN odb_reference.target IS 'The object that is referred to';

CREATE TABLE IF NOT EXISTS odb_garbage (
  pack BIGINT NOT NULL,
  oid BIGINT NOT NULL,
  PRIMARY KEY (pack, oid)
);
COMMENT ON TABLE odb_garbage IS 'Objects that packs have removed, until every process knows of it';
COMMENT ON COLUMN odb_garbage.pack IS 'The number of the pack; one above odb_commit_sequence.packs has not decided yet';
COMMENT ON COLUMN odb_garbage.oid IS 'The object';

CREATE TABLE IF NOT EXISTS odb_blob (
  oid BIGINT NOT NULL,
  id UUID NOT NULL,
  staged_after BIGINT,
  staged_by UUID,
  bytes BIGINT NOT NULL,
  PRIMARY KEY (oid, id)
);
COMMENT ON TABLE odb_blob IS 'Contents of blobs';
COMMENT ON COLUMN odb_blob.oid IS 'The blob, an object';
COMMENT ON COLUMN odb_blob.id IS 'Which of its contents, as its states name it';
COMMENT ON COLUMN odb_blob.staged_after IS 'The content waits for a transaction after this one; null once that is committed';
COMMENT ON COLUMN odb_blob.staged_by IS 'Which process, see odb_server, has it wait';
COMMENT ON COLUMN odb_blob.bytes IS 'Its length';

CREATE TABLE IF NOT EXISTS odb_blob_piece (
  oid BIGINT NOT NULL,
  id UUID NOT NULL,
  piece INTEGER NOT NULL,
  data ${bytes} NOT NULL,
  PRIMARY KEY (oid, id, piece)
);
COMMENT ON TABLE odb_blob_piece IS 'Contents of blobs, in pieces of at most a megabyte, counted from 0';
COMMENT ON COLUMN odb_blob_piece.oid IS 'As in odb_blob';
COMMENT ON COLUMN odb_blob_piece.id IS 'As in odb_blob';
COMMENT ON COLUMN odb_blob_piece.piece IS 'Which megabyte, counted from 0';
COMMENT ON COLUMN odb_blob_piece.data IS 'The bytes';

CREATE TABLE IF NOT EXISTS odb_branch (
  branch VARCHAR(300) PRIMARY KEY,
  ordinal BIGINT NOT NULL,
  incarnation UUID NOT NULL,
  prepared_at TIMESTAMP WITH TIME ZONE NOT NULL,
  user_name TEXT NOT NULL,
  description TEXT NOT NULL,
  other_resources BOOLEAN NOT NULL,
  metadata ${bytes} NOT NULL
);
COMMENT ON TABLE odb_branch IS 'Prepared branches, which are in doubt';
COMMENT ON COLUMN odb_branch.branch IS 'Its Xid: format, global id and qualifier';
COMMENT ON COLUMN odb_branch.ordinal IS 'Rises in the order in which branches were prepared';
COMMENT ON COLUMN odb_branch.incarnation IS 'The process that has prepared it: while that is in odb_server no other one recovers it';
COMMENT ON COLUMN odb_branch.prepared_at IS 'When it was prepared';
COMMENT ON COLUMN odb_branch.user_name IS 'As in odb_transaction';
COMMENT ON COLUMN odb_branch.description IS 'As in odb_transaction';
COMMENT ON COLUMN odb_branch.other_resources IS 'As in odb_transaction';
COMMENT ON COLUMN odb_branch.metadata IS 'As in odb_transaction';

CREATE TABLE IF NOT EXISTS odb_branch_write (
  branch VARCHAR(300) NOT NULL,
  oid BIGINT NOT NULL UNIQUE,
  serial_seen BIGINT NOT NULL,
  dataserial BIGINT NOT NULL,
  bytes INTEGER NOT NULL,
  data ${bytes} NOT NULL,
  version VARCHAR(200),
  nv BIGINT NOT NULL,
  pre BIGINT NOT NULL,
  PRIMARY KEY (branch, oid)
);
COMMENT ON TABLE odb_branch_write IS 'What a prepared branch will write; nobody else writes or verifies these objects meanwhile';
COMMENT ON COLUMN odb_branch_write.branch IS 'As in odb_branch';
COMMENT ON COLUMN odb_branch_write.oid IS 'The object; a second branch that is to write it is refused';
COMMENT ON COLUMN odb_branch_write.serial_seen IS 'The revision that it replaces, 0 for a new object';
COMMENT ON COLUMN odb_branch_write.dataserial IS 'The revision that is said to have the same state, or 0';
COMMENT ON COLUMN odb_branch_write.bytes IS 'The length of data';
COMMENT ON COLUMN odb_branch_write.data IS 'The state, as in odb_record; empty if the object is not to exist any more';
COMMENT ON COLUMN odb_branch_write.version IS 'As in odb_revision; null for a revision that is made from the one that it replaces';
COMMENT ON COLUMN odb_branch_write.nv IS 'As in odb_revision, or 0';
COMMENT ON COLUMN odb_branch_write.pre IS 'As in odb_revision, or 0';

CREATE TABLE IF NOT EXISTS odb_branch_check (
  branch VARCHAR(300) NOT NULL,
  oid BIGINT NOT NULL,
  serial BIGINT NOT NULL,
  PRIMARY KEY (branch, oid)
);
CREATE INDEX IF NOT EXISTS odb_branch_check_oid ON odb_branch_check (oid);
COMMENT ON TABLE odb_branch_check IS 'What a prepared branch has verified; nobody writes these objects meanwhile';
COMMENT ON COLUMN odb_branch_check.branch IS 'As in odb_branch';
COMMENT ON COLUMN odb_branch_check.oid IS 'The object';
COMMENT ON COLUMN odb_branch_check.serial IS 'The revision that must stay its newest';

CREATE TABLE IF NOT EXISTS odb_decision (
  branch VARCHAR(300) PRIMARY KEY,
  ordinal BIGINT NOT NULL,
  committed BOOLEAN NOT NULL,
  tid BIGINT NOT NULL,
  prepared_at TIMESTAMP WITH TIME ZONE NOT NULL,
  decided_at TIMESTAMP WITH TIME ZONE NOT NULL
);
COMMENT ON TABLE odb_decision IS 'Branches that an administrator has decided by hand, until they are forgotten';
COMMENT ON COLUMN odb_decision.branch IS 'As in odb_branch';
COMMENT ON COLUMN odb_decision.ordinal IS 'As in odb_branch';
COMMENT ON COLUMN odb_decision.committed IS 'Whether it was committed, else rolled back';
COMMENT ON COLUMN odb_decision.tid IS 'The transaction if it was committed, else 0';
COMMENT ON COLUMN odb_decision.prepared_at IS 'When the branch was prepared';
COMMENT ON COLUMN odb_decision.decided_at IS 'When it was decided';

CREATE TABLE IF NOT EXISTS odb_class (
  id INTEGER PRIMARY KEY,
  description ${bytes} NOT NULL
);
COMMENT ON TABLE odb_class IS 'The class catalog: what records of each class consist of';
COMMENT ON COLUMN odb_class.id IS 'The number by which records name the class';
COMMENT ON COLUMN odb_class.description IS 'Name and fields, as the page about records in the documentation says';

CREATE OR REPLACE VIEW odb_history AS
SELECT r.oid, r.serial, CASE WHEN r.serial = o.serial THEN 'c' ELSE 'h' END AS status, r.version, r.nv, r.pre,
       r.dataserial, r.prevhead, t.committed_at, t.user_name, t.description, OCTET_LENGTH(d.data) AS bytes
FROM odb_revision r
JOIN odb_object o ON o.oid = r.oid
LEFT JOIN odb_transaction t ON t.tid = r.serial
LEFT JOIN odb_record d ON d.oid = r.oid AND d.serial = COALESCE(r.dataserial, r.serial);
COMMENT ON VIEW odb_history IS 'Revisions with their transactions; status is c for the newest revision of an object and h for the others, bytes is the length of the state, null if there is no object from that revision on';

CREATE OR REPLACE VIEW odb_audit AS
SELECT t.tid, t.committed_at, t.user_name, t.description, t.other_resources, r.oid,
       CASE WHEN d.oid IS NULL THEN 'deleted'
            WHEN r.prevhead IS NULL THEN 'created'
            WHEN r.dataserial IS NOT NULL AND COALESCE(r.pre, r.nv, 0) <> r.prevhead THEN 'undone'
            ELSE 'changed' END AS kind,
       r.version
FROM odb_transaction t
JOIN odb_revision r ON r.serial = t.tid
LEFT JOIN odb_record d ON d.oid = r.oid AND d.serial = COALESCE(r.dataserial, r.serial);
COMMENT ON VIEW odb_audit IS 'What each transaction did to each object; kind is created, changed, undone or deleted';

CREATE TABLE IF NOT EXISTS odb_database (
  id SMALLINT PRIMARY KEY,
  format INTEGER NOT NULL,
  database_id UUID NOT NULL,
  packed_tid BIGINT NOT NULL,
  next_oid BIGINT NOT NULL,
  packer UUID,
  pack_bound BIGINT DEFAULT 0 NOT NULL,
  pack_unfinished BOOLEAN DEFAULT FALSE NOT NULL,
  copying BOOLEAN DEFAULT FALSE NOT NULL
);
COMMENT ON TABLE odb_database IS 'One row about the whole';
COMMENT ON COLUMN odb_database.id IS 'Always 1';
COMMENT ON COLUMN odb_database.format IS 'The version of these tables';
COMMENT ON COLUMN odb_database.database_id IS 'The identity of the database';
COMMENT ON COLUMN odb_database.packed_tid IS 'The newest transaction that was packed, 0 for none';
COMMENT ON COLUMN odb_database.next_oid IS 'Oids below were given to somebody';
COMMENT ON COLUMN odb_database.packer IS 'The process that packs, see odb_server; null if none does';
COMMENT ON COLUMN odb_database.pack_bound IS 'While it packs nobody begins to read a snapshot below';
COMMENT ON COLUMN odb_database.pack_unfinished IS 'Whether a pack was killed while it removed what it had decided to';
COMMENT ON COLUMN odb_database.copying IS 'Whether a copy of another database is being made here and is not complete; nobody opens it';
