#include "hub/records/verify.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "hub/records/chain_check.h"
#include "hub/records/derived_check.h"
#include "hub/records/head_file.h"
#include "hub/records/ledger.h"
#include "hub/records/photo_store.h"
#include "hub/records/schema.h"
#include "hub/records/seal_check.h"

namespace sunhall {
namespace {

/// One look at everything, in one snapshot.
class Verification {
 public:
  Verification(const std::filesystem::path& folder, PreparedDatabase& database,
               const VerifyOptions& options, const VerifyCallback& progress)
      : folder_(folder), database_(database), options_(options), progress_(progress) {}

  Result<VerifyReport> run() {
    const FindingSink find = [this](std::string place, std::string what) {
      ++report_.finding_count;
      if (report_.findings.size() < kRecordFindingsMax)
        report_.findings.push_back({std::move(place), std::move(what)});
    };
    // Pages that are damaged would make every later answer a guess.
    auto done = check_pages(database_, find);
    if (done) done = check_chain(database_, {.find = find, .progress = progress_}, report_);
    if (done) done = check_head_file(find);
    if (done) done = check_things(database_, find);
    if (done) done = check_keys(database_, options_.read_body, find);
    if (done) done = check_seals(database_, find, report_);
    if (done) done = check_photos(find);
    if (!done) return tl::unexpected<Error>(done.error());
    return std::move(report_);
  }

 private:
  Result<void> check_head_file(const FindingSink& find) {
    const auto heads = HeadFile(folder_ / kRecordsHeadName).read();
    if (!heads) {
      if (heads.error().kind != ErrorKind::kBadInput) return tl::unexpected<Error>(heads.error());
      find("records.head", heads.error().what);
      return {};
    }
    for (const ChainHead& head : *heads) {
      std::optional<Digest> hash;
      const auto found = database_.first(
          "SELECT hash FROM entry WHERE seq = ?",
          [&](const Statement& row) { hash = to_digest(row.blob_at(0)); }, head.seq);
      if (!found) return tl::unexpected<Error>(found.error());
      // What was entered after our snapshot may be noted already.
      if (!hash && head.seq > report_.head.seq && is_entered_since(head.seq)) continue;
      if (!hash) {
        find("records.head", fmt::format("entry {} was there once, and the chain ends at {}",
                                         head.seq, report_.head.seq));
        return {};
      }
      if (*hash != head.hash) {
        find("records.head", fmt::format("entry {} had another hash once", head.seq));
        return {};
      }
    }
    return {};
  }

  bool is_entered_since(std::int64_t seq) {
    auto now = open_records(folder_ / kRecordsName, DatabaseUse::kReadOnly);
    if (!now) return false;
    const auto newest = now->number("SELECT max(seq) FROM entry");
    return newest && *newest >= seq;
  }

  Result<void> check_photos(const FindingSink& find) {
    if (!options_.reads_photos) return {};
    return database_.each(
        "SELECT sha256, min(seq) FROM photo_use GROUP BY sha256 ORDER BY min(seq)",
        [&](const Statement& row) -> Result<void> {
          const std::string sha = row.text_at(0);
          const auto photo = read_photo(folder_ / kPhotosName, sha);
          ++report_.photo_count;
          if (photo) return {};
          find(fmt::format("entry {}", row.int_at(1)),
               fmt::format("its photo {}… cannot be had: {}", sha.substr(0, 12),
                           photo.error().what));
          return {};
        });
  }

  const std::filesystem::path& folder_;
  PreparedDatabase& database_;
  const VerifyOptions& options_;
  const VerifyCallback& progress_;
  VerifyReport report_;
};

}  // namespace

Result<VerifyReport> verify_records(const std::filesystem::path& folder,
                                    const VerifyOptions& options, const VerifyCallback& progress) {
  auto opened = open_records(folder / kRecordsName, DatabaseUse::kReadOnly);
  if (!opened) return tl::unexpected<Error>(std::move(opened.error()));
  PreparedDatabase database(std::move(*opened));
  // One snapshot: what is entered meanwhile is no finding.
  if (auto begun = database.database().run("BEGIN"); !begun)
    return tl::unexpected<Error>(begun.error());
  return Verification(folder, database, options, progress).run();
}

}  // namespace sunhall
