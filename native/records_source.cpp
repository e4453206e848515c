#include "native/records_source.h"

#include <sys/stat.h>

#include <string_view>
#include <utility>

#include "core/model/today_json.h"
#include "native/file.h"
#include "native/http_get.h"

namespace sunhall {

namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// RFC 3986 §2.1: %41 is A; a percent sign without two digits stands for itself.
std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
    if (text[i] == '%' && high >= 0 && low >= 0) {
      out.push_back(static_cast<char>(high * 16 + low));
      i += 2;
    } else {
      out.push_back(text[i]);
    }
  }
  return out;
}

// The path that an address names, if it names a file. RFC 8089 §2: file:///path, or with localhost.
std::string file_path(std::string_view address) {
  for (const std::string_view prefix : {"file://localhost/", "file:///"}) {
    if (address.starts_with(prefix)) return "/" + percent_decoded(address.substr(prefix.size()));
  }
  return address.find("://") == std::string_view::npos ? std::string(address) : std::string();
}

std::int64_t nanoseconds(const timespec& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

RecordsSource::RecordsSource(std::string address)
    : address_(std::move(address)), shown_(url_for_log(address_)), path_(file_path(address_)) {}

Result<FetchedRecords> RecordsSource::fetch(const std::stop_token& stop) {
  if (is_file()) return fetch_file();
  Result<HttpAnswer> answer =
      http_get({.url = address_, .etag = etag_, .body_bytes_max = kTodayBytesMax}, stop);
  if (!answer) return tl::unexpected<Error>(std::move(answer.error()));
  if (answer->unchanged) return FetchedRecords{.unchanged = true, .body = {}};
  etag_ = std::move(answer->etag);
  return FetchedRecords{false, std::move(answer->body)};
}

Result<FetchedRecords> RecordsSource::fetch_file() {
  // Before reading: what is written meanwhile shows as another stamp the next time.
  const std::optional<FileStamp> stamp = stamp_of(path_);
  if (stamp && stamp == stamp_) return FetchedRecords{.unchanged = true, .body = {}};
  Result<std::string> body = read_file(path_, kTodayBytesMax);
  if (!body) {
    stamp_.reset();
    return tl::unexpected<Error>(std::move(body.error()));
  }
  stamp_ = stamp;
  return FetchedRecords{false, std::move(*body)};
}

void RecordsSource::forget() {
  etag_.clear();
  stamp_.reset();
}

std::optional<RecordsSource::FileStamp> RecordsSource::stamp_of(const std::string& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) return std::nullopt;
  return FileStamp{nanoseconds(status.st_mtim), nanoseconds(status.st_ctim), status.st_ino,
                   status.st_size};
}

}  // namespace sunhall
