// Where the day's records come from: a server or a file.
#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>

#include "core/base/result.h"

namespace sunhall {

/// A document that was asked for.
struct FetchedRecords {
  bool unchanged = false;  // as it was at the last fetch that brought a body
  std::string body;
};

/// Fetches the records' document, and knows whether it has changed.
///
/// Threads: one.
class RecordsSource {
 public:
  /// `address` is http://, https://, file:// or a path.
  explicit RecordsSource(std::string address);

  bool is_file() const { return !path_.empty(); }

  /// Asks for the document.
  ///
  /// Blocks:  on the network 10 s at most, ended by `stop`; on the disk.
  /// Errors:  kUnavailable, kExhausted or kUnsupported, in one line without secrets.
  Result<FetchedRecords> fetch(const std::stop_token& stop);

  /// Forgets what was fetched: the document is good for nothing, so the next one comes whole.
  void forget();

  /// The address without secrets.
  const std::string& shown() const { return shown_; }

 private:
  // What tells one state of a file from another.
  struct FileStamp {
    std::int64_t modified_ns = 0;
    std::int64_t changed_ns = 0;
    std::uint64_t inode = 0;
    std::int64_t size_bytes = 0;
    friend bool operator==(const FileStamp&, const FileStamp&) = default;
  };

  Result<FetchedRecords> fetch_file();
  static std::optional<FileStamp> stamp_of(const std::string& path);

  std::string address_;
  std::string shown_;
  std::string path_;  // empty: not a file
  std::string etag_;
  std::optional<FileStamp> stamp_;
};

}  // namespace sunhall
