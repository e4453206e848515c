// What a mapping looks up: the ledger, the photos, the queue and the platform itself.
#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "hub/records/ledger_reader.h"
#include "hub/upload/platform_link.h"
#include "hub/upload/upload_queue.h"
#include "hub/upload/upload_request.h"

namespace sunhall {

/// A version with the body that stands for it: a withdrawal's is that of the version before.
/// Empty when the body is erased.
///
/// Errors:  as native/sqlite.h's; kInternal for a body that is no JSON.
Result<std::optional<ViewedRecord>> view_record(LedgerReader& ledger, StoredEntry entry);

/// Entries behind a seq, in their order.
///
/// Errors:  as native/sqlite.h's; kInternal when the ledger has a gap there.
Result<std::vector<StoredEntry>> entries_after(LedgerReader& ledger, std::int64_t seq,
                                               std::size_t count_max);

/// Every version that is about a day, in their order.
///
/// Errors:  as native/sqlite.h's.
Result<std::vector<StoredEntry>> entries_of(LedgerReader& ledger, const Date& day);

/// The ledger's hash of an entry; empty: there is no such entry.
Result<std::optional<Digest>> hash_at(LedgerReader& ledger, std::int64_t seq);

/// Photos in base64, as parts, or uploaded on their own, as the plan says.
///
/// Threads: one at a time.
/// Blocks:  on the disk; `photo` on the network where photos are uploaded on their own.
class LedgerSources final : public RequestSources {
 public:
  struct Parts {
    LedgerReader& ledger;
    UploadQueue& queue;
    PlatformLink& link;
    const UploadPlan& plan;
    const Clock& clock;
    std::filesystem::path photos;
  };

  explicit LedgerSources(const Parts& parts) : parts_(parts) {}

  /// Ends a call to the platform.
  void stop_with(std::stop_token stop) { stop_ = std::move(stop); }

  Result<std::optional<ViewedRecord>> thing(std::string_view id) override;
  Result<SentThing> sent(std::string_view thing) override;
  Result<std::optional<std::string>> photo(std::string_view sha) override;
  void begin() override;
  std::vector<FilePart> take_files() override { return std::move(files_); }

 private:
  Result<std::optional<std::string>> upload(std::string_view sha, FilePart file);

  const Parts parts_;
  std::stop_token stop_;
  std::vector<FilePart> files_;
  std::size_t photo_bytes_ = 0;
};

inline constexpr std::size_t kRequestPhotoBytesMax = 16u << 20;  // of one record

}  // namespace sunhall
