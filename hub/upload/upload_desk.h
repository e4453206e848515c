// The day's records upward: from the ledger to a platform's record interface, until it has them.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "native/clock.h"
#include "native/site_upload.h"

namespace sunhall {

/// A record that a person has to look at: the platform refused it, or it could not be mapped.
struct UploadRefusal {
  std::string id;  // of the entry
  std::string thing;
  std::string kind;  // its word
  std::string day;
  std::string why;   // the platform's words, or what of the mapping did not fit
  std::string code;  // of the platform's answer; empty: none
  int status = 0;    // of HTTP; 0: it was not sent
  WallTime at{};
};

/// So many of the newest are shown.
inline constexpr std::size_t kRefusalsShown = 20;

/// A connector as `/metrics` and the manager's page tell it.
struct UploadFigures {
  std::string id;  // in the site file
  std::string name;
  std::string trouble{};  // one line for people; empty while all is well
  std::int64_t waiting = 0;
  std::int64_t refused = 0;  // wait for a person
  std::int64_t sent = 0;
  std::optional<WallTime> oldest_waiting{};  // when it was queued
  std::optional<WallTime> last_sent{};
  std::vector<UploadRefusal> refusals{};  // the newest first
};

/// Keeps one connector for each [[upload]], each on a thread of its own, `upload-N`.
///
/// Needs:   the ledger open in `folder` (Ledger::open has made records.db) and called
///          `note_stored` from Ledger::on_stored; without that call news wait 5 s at most.
/// Owner:   dies before the ledger's folder goes away; it does not use the Ledger itself.
/// Threads: any.
/// Blocks:  `open` reads files; nothing else does. The destructor waits 2 s at most.
class UploadDesk {
 public:
  struct Sources {
    const Clock& clock;
    std::filesystem::path folder;  // records.db and photos/ lie in it, upload-ID.db is made there
    std::string site_id;
    std::string site_name;
  };

  /// Reads the platforms' files and starts.
  ///
  /// Errors:  kBadInput with `FILE:LINE: KEY: what is wrong; how to fix it`, kUnavailable when a
  ///          file cannot be read, kUnsupported when this machine lacks SM4 or SM3. A queue that
  ///          cannot be opened is a trouble of its connector, which tries again.
  static Result<std::unique_ptr<UploadDesk>> open(const std::vector<UploadOptions>& uploads,
                                                  const Sources& sources);
  virtual ~UploadDesk() = default;

  /// Something new is in the ledger.
  virtual void note_stored() = 0;
  virtual std::vector<UploadFigures> figures() const = 0;
};

}  // namespace sunhall
