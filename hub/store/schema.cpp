#include "hub/store/schema.h"

#include <string>

namespace sunhall {
namespace {

constexpr std::int64_t kVersion = 1;

constexpr const char* kTables = R"sql(
CREATE TABLE stream (
  id INTEGER PRIMARY KEY,
  camera TEXT NOT NULL,                -- its id in the site file
  kind TEXT NOT NULL,                  -- main or sub
  chain BLOB NOT NULL,                 -- 32 bytes: the newest link of the seals' chain; zeros before the first
  chain_count INTEGER NOT NULL,        -- how many recordings were ever sealed
  UNIQUE (camera, kind)
);

-- Frames without a break; never deleted, so that every beginning and end keeps its reason.
CREATE TABLE run (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  stream_id INTEGER NOT NULL REFERENCES stream,
  start_90k INTEGER NOT NULL,          -- 90 kHz ticks since 1970, UTC
  reason TEXT NOT NULL,                -- a word: hub_started, camera_back, codec_changed, clock_stepped …
  detail TEXT NOT NULL,                -- one line for people
  end_90k INTEGER,                     -- of its last part; NULL while it goes on, or when the hub died in it
  end_why TEXT                         -- one line for people
);

CREATE TABLE recording (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  stream_id INTEGER NOT NULL REFERENCES stream,
  run_id INTEGER,                      -- its run; NULL when the file was found, not written
  path TEXT NOT NULL UNIQUE,           -- relative to the store's folder
  state INTEGER NOT NULL,              -- 0 open, 1 closed, 2 sealed, 3 lost
  start_90k INTEGER NOT NULL,          -- 90 kHz ticks since 1970, UTC: of the first frame
  end_90k INTEGER NOT NULL,            -- up to which it can be played
  init_bytes INTEGER NOT NULL,         -- ftyp and moov at the file's head
  bytes INTEGER NOT NULL,              -- all that can be played; of a sealed one, the file's size
  codecs TEXT NOT NULL,                -- RFC 6381
  width INTEGER NOT NULL,              -- pixels
  height INTEGER NOT NULL,             -- pixels
  sha256 BLOB,                         -- 32 bytes, of the whole file; NULL until it is sealed
  chain_number INTEGER,                -- place in the stream's chain, from 1; NULL until it is sealed
  chain_previous BLOB,                 -- 32 bytes: the link before
  chain BLOB,                          -- 32 bytes: this link
  clock_error_ms INTEGER               -- the camera's clock less the hub's, by RTCP; NULL when unknown
);
CREATE INDEX recording_by_start ON recording (stream_id, start_90k);
CREATE INDEX recording_by_end ON recording (end_90k, stream_id, start_90k, bytes);
CREATE INDEX recording_by_number ON recording (stream_id, chain_number);
CREATE INDEX recording_unsealed ON recording (state, id) WHERE state < 2;

CREATE TABLE segment (
  recording_id INTEGER NOT NULL REFERENCES recording ON DELETE CASCADE,
  number INTEGER NOT NULL,             -- in its file, from 0
  offset INTEGER NOT NULL,             -- bytes
  bytes INTEGER NOT NULL,
  start_90k INTEGER NOT NULL,          -- 90 kHz ticks since 1970, UTC
  duration_90k INTEGER NOT NULL,       -- 90 kHz ticks
  PRIMARY KEY (recording_id, number)
) WITHOUT ROWID;

-- Time that is not recorded, and why. At most one of a stream is open.
CREATE TABLE gap (
  id INTEGER PRIMARY KEY,
  stream_id INTEGER NOT NULL REFERENCES stream,
  from_90k INTEGER NOT NULL,           -- 90 kHz ticks since 1970, UTC
  to_90k INTEGER,                      -- NULL while it lasts
  reason TEXT NOT NULL,                -- a word
  detail TEXT NOT NULL                 -- one line for people
);
CREATE INDEX gap_by_start ON gap (stream_id, from_90k);
CREATE UNIQUE INDEX gap_open ON gap (stream_id) WHERE to_90k IS NULL;

-- What was deleted: files that followed one another are one row.
CREATE TABLE deletion (
  id INTEGER PRIMARY KEY,
  stream_id INTEGER NOT NULL REFERENCES stream,
  from_90k INTEGER NOT NULL,           -- 90 kHz ticks since 1970, UTC
  to_90k INTEGER NOT NULL,             -- 90 kHz ticks since 1970, UTC
  file_count INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  first_number INTEGER,                -- places in the chain; NULL for files that were never sealed
  last_number INTEGER,
  last_chain BLOB,                     -- 32 bytes: the link that the oldest one left follows
  reason TEXT NOT NULL,                -- a word
  at_ms INTEGER NOT NULL               -- ms since 1970, UTC: of the newest of these deletions
);
CREATE INDEX deletion_by_start ON deletion (stream_id, from_90k);
CREATE INDEX deletion_by_number ON deletion (stream_id, last_number);

-- Files that are no longer in the index and have to go from the disk.
CREATE TABLE removal (
  path TEXT PRIMARY KEY                -- relative to the store's folder
) WITHOUT ROWID;

-- Spans that must not be deleted.
CREATE TABLE hold (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  stream_id INTEGER NOT NULL REFERENCES stream,
  from_90k INTEGER NOT NULL,           -- 90 kHz ticks since 1970, UTC
  to_90k INTEGER NOT NULL,             -- 90 kHz ticks since 1970, UTC
  why TEXT NOT NULL,                   -- one line by who asked for it
  who TEXT NOT NULL,                   -- an account's name
  at_ms INTEGER NOT NULL,              -- ms since 1970, UTC
  released_ms INTEGER,                 -- ms since 1970, UTC; NULL while it holds
  released_by TEXT                     -- an account's name
);
CREATE INDEX hold_standing ON hold (stream_id, from_90k) WHERE released_ms IS NULL;

CREATE TABLE fact (
  name TEXT PRIMARY KEY,               -- stopped_ms: when the hub ended cleanly; absent while it runs
  value INTEGER NOT NULL
) WITHOUT ROWID;

PRAGMA user_version = 1;
)sql";

Result<void> create_tables(Database& database) {
  auto transaction = Transaction::begin(database);
  if (!transaction) return tl::unexpected<Error>(transaction.error());
  // Somebody may have been faster between our look and the lock.
  const auto version = database.number("PRAGMA user_version");
  if (!version) return tl::unexpected<Error>(version.error());
  if (*version != 0) return {};
  const auto created = database.run(kTables);
  return created ? transaction->commit() : created;
}

}  // namespace

Result<Database> open_index(const std::filesystem::path& path, DatabaseUse use) {
  auto database = Database::open(path, use);
  if (!database) return database;
  const auto version = database->number("PRAGMA user_version");
  if (!version) return tl::unexpected<Error>(version.error());
  if (*version > kVersion) {
    return fail(ErrorKind::kUnsupported,
                path.string() + ": of a newer version: use a hub that is at least as new");
  }
  if (*version < kVersion) {
    if (use == DatabaseUse::kReadOnly) {
      return fail(ErrorKind::kBadInput, path.string() + ": no store's index");
    }
    const auto created = create_tables(*database);
    if (!created) return tl::unexpected<Error>(created.error());
  }
  return database;
}

}  // namespace sunhall
