#include "hub/upload/queue_schema.h"

#include <array>
#include <string_view>

#include "native/private_file.h"

namespace sunhall {
namespace {

// No bodies: they lie in the ledger, and go with it after their keeping time.
constexpr std::string_view kFirst = R"sql(
CREATE TABLE ledger (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  site TEXT NOT NULL,              -- the home's id
  from_day TEXT NOT NULL,          -- yyyy-mm-dd: events of earlier days were passed over
  seq INTEGER NOT NULL,            -- how far the ledger was looked through
  hash BLOB NOT NULL               -- of that entry: another one means another ledger
) STRICT;

-- The kinds that go up, and how far each was looked through: a new one begins at the beginning.
CREATE TABLE follow (
  kind TEXT PRIMARY KEY,
  seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One row a version that goes up, for ever: what was sent once is not sent again.
CREATE TABLE item (
  id TEXT PRIMARY KEY,             -- of the entry
  seq INTEGER NOT NULL,            -- of the entry: the order
  thing TEXT NOT NULL,
  kind TEXT NOT NULL,
  day TEXT NOT NULL,
  state TEXT NOT NULL,             -- waiting, sent, refused, skipped, superseded
  tries INTEGER NOT NULL,
  queued_ms INTEGER NOT NULL,      -- when it was queued, by the hub's clock
  changed_ms INTEGER NOT NULL      -- when the state changed
) STRICT, WITHOUT ROWID;
CREATE INDEX item_waiting ON item (seq) WHERE state = 'waiting';
CREATE INDEX item_refused ON item (seq) WHERE state = 'refused';
CREATE INDEX item_by_thing ON item (thing, seq);

-- What the platform said last; goes after the keeping time of receipts.
CREATE TABLE receipt (
  id TEXT PRIMARY KEY,             -- of the entry
  at_ms INTEGER NOT NULL,          -- the hub's clock
  action TEXT NOT NULL,            -- add, update, cancel; empty: it was not sent
  status INTEGER NOT NULL,         -- of HTTP; 0: no answer
  code TEXT NOT NULL,              -- of the envelope
  message TEXT NOT NULL,           -- the platform's words, or ours
  platform_id TEXT NOT NULL,       -- empty: it named none
  is_duplicate INTEGER NOT NULL,   -- 1: it had it already
  sha256 BLOB NOT NULL             -- of the JSON that was sent, before encryption
) STRICT, WITHOUT ROWID;
CREATE INDEX receipt_by_time ON receipt (at_ms);

-- What the platform has.
CREATE TABLE accepted (
  thing TEXT PRIMARY KEY,
  seq INTEGER NOT NULL,            -- of the newest version that it took
  is_cancelled INTEGER NOT NULL,   -- 1: it was withdrawn there, too
  platform_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE photo (
  sha256 TEXT PRIMARY KEY,
  platform_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

constexpr std::array kMigrations = {kFirst};

Result<void> migrate(Database& database) {
  auto change = Transaction::begin(database);
  if (!change) return tl::unexpected<Error>(change.error());
  const auto version = database.number("PRAGMA user_version");
  if (!version) return tl::unexpected<Error>(version.error());
  for (auto at = static_cast<std::size_t>(*version); at < kMigrations.size(); ++at) {
    const auto done = database.run(std::string(kMigrations[at]));
    if (!done) return done;
  }
  const auto marked = database.run("PRAGMA user_version = " + std::to_string(kMigrations.size()));
  if (!marked) return marked;
  return change->commit();
}

}  // namespace

std::filesystem::path queue_file(const std::filesystem::path& folder,
                                 const std::string& upload_id) {
  return folder / ("upload-" + upload_id + ".db");
}

Result<Database> open_queue(const std::filesystem::path& file, DatabaseUse use) {
  if (use == DatabaseUse::kReadWrite) {
    const auto made = make_private_file(file);
    if (!made) return tl::unexpected<Error>(made.error());
  }
  auto database = Database::open(file, use);
  if (!database) return database;
  const auto version = database->number("PRAGMA user_version");
  if (!version) return tl::unexpected<Error>(version.error());
  const std::string name = file.filename().string();
  if (static_cast<std::size_t>(*version) > kMigrations.size())
    return fail(ErrorKind::kUnsupported,
                name + ": of a newer version: use a hub that is at least as new");
  if (use == DatabaseUse::kReadOnly) {
    if (static_cast<std::size_t>(*version) == kMigrations.size()) return database;
    return fail(ErrorKind::kBadInput, name + ": its hub has to open it first");
  }
  const auto migrated = migrate(*database);
  if (!migrated) return tl::unexpected<Error>(migrated.error());
  const auto prepared = database->run("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON");
  if (!prepared) return tl::unexpected<Error>(prepared.error());
  return database;
}

}  // namespace sunhall
