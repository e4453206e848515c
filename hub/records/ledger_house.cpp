#include "hub/records/ledger_house.h"

#include <spdlog/spdlog.h>

#include "native/sqlite.h"

namespace sunhall {

void LedgerHouse::open(const Moment& now) {
  hourly_due_ = now.ticks + kHourlyHouse;
  if (const auto noted = note_head(now.wall); !noted)
    spdlog::error("records: {}", noted.error().what);
}

void LedgerHouse::close(const Moment& now) {
  if (const auto noted = note_head(now.wall); !noted)
    spdlog::error("records: {}", noted.error().what);
}

Result<void> LedgerHouse::keep(const Moment& now, HouseWish wish) {
  if (const auto sealed = seal(now.wall, wish); !sealed) return sealed;
  if (wish == HouseWish::kUsual && now.ticks < hourly_due_) return {};
  hourly_due_ = now.ticks + kHourlyHouse;
  if (const auto erased = erase(now.wall, wish); !erased) return erased;
  if (const auto removed = remove_orphans(now.wall); !removed) return removed;
  return note_head(now.wall);
}

Result<void> LedgerHouse::seal(const ZonedTime& now, HouseWish wish) {
  while (true) {
    auto transaction = Transaction::begin(parts_.database.database());
    if (!transaction) return tl::unexpected<Error>(transaction.error());
    const auto sealed = parts_.readings.seal(now, kSealsMax);
    if (!sealed) return tl::unexpected<Error>(sealed.error());
    if (*sealed == 0) return {};
    if (const auto done = transaction->commit(); !done) return done;
    if (*sealed < kSealsMax || wish == HouseWish::kUsual) return {};
  }
}

Result<void> LedgerHouse::erase(const ZonedTime& now, HouseWish wish) {
  while (true) {
    const auto more = erase_some(now);
    if (!more) return tl::unexpected<Error>(more.error());
    if (!*more || wish == HouseWish::kUsual) return {};
  }
}

Result<bool> LedgerHouse::erase_some(const ZonedTime& now) {
  Database& database = parts_.database.database();
  auto transaction = Transaction::begin(database);
  if (!transaction) return tl::unexpected<Error>(transaction.error());
  const auto erased =
      Eraser(parts_.database, parts_.entries).erase_due(parts_.keeping, now, kErasedMax);
  if (!erased) return tl::unexpected<Error>(erased.error());
  if (erased->thing_count == 0) return false;
  if (const auto done = transaction->commit(); !done) return tl::unexpected<Error>(done.error());
  spdlog::info("records: erased the content of {} records past their keeping time",
               erased->thing_count);
  // A photo that stays because of an error is an orphan from now on.
  for (const std::string& photo : erased->photos) {
    const auto removed = parts_.photos.remove(photo);
    if (!removed) spdlog::error("records: {}", removed.error().what);
  }
  // The log beside the database still holds what was overwritten in it; a reader may be in the way.
  (void)database.run("PRAGMA wal_checkpoint(TRUNCATE)");
  return erased->thing_count == kErasedMax;
}

Result<void> LedgerHouse::remove_orphans(const ZonedTime& now) {
  Result<void> looked;
  const auto removed = parts_.photos.remove_orphans(now.utc, [&](std::string_view sha) {
    const auto named = parts_.database.first(
        "SELECT 1 FROM photo_use WHERE sha256 = ? LIMIT 1", [](const Statement& /*row*/) {}, sha);
    if (!named) looked = tl::unexpected<Error>(named.error());
    return !named || *named;
  });
  if (!removed) return tl::unexpected<Error>(removed.error());
  if (*removed > 0) spdlog::info("records: removed {} photos that no record names", *removed);
  return looked;
}

Result<void> LedgerHouse::note_head(const ZonedTime& now) {
  const auto newest = parts_.entries.newest();
  if (!newest) return tl::unexpected<Error>(newest.error());
  if (newest->seq == 0 || *newest == noted_) return {};
  // The log of the machine is one more witness.
  spdlog::info("records: {} entries, the chain ends at {}", newest->seq, to_hex(newest->hash));
  auto noted = head_file_.note(*newest, now.utc);
  if (noted) noted_ = *newest;
  return noted;
}

}  // namespace sunhall
