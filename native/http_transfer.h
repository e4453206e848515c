// libcurl's handles with owners: what http_get and http_post share.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

#include <curl/curl.h>

#include "core/base/result.h"

namespace sunhall {

/// What curl's callbacks fill.
struct HttpReceiver {
  std::string body;
  std::string etag;
  std::string retry_after;
  std::size_t bytes_max = 0;
  bool too_long = false;
  // Set for a document without an end: then nothing is gathered in `body`.
  std::function<bool(std::string_view)> on_piece;
};

/// A request's lines beside its address.
class HttpHeaders {
 public:
  /// Adds one line, `Name: value`.
  void add(const std::string& line);
  curl_slist* get() const { return list_.get(); }

 private:
  struct Free {
    void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
  };
  std::unique_ptr<curl_slist, Free> list_;
};

/// One transfer after another; a connection that the server keeps open serves the next one, too.
///
/// Order:   `open` forgets the options of the request before, then `run`.
/// Threads: one at a time; a stop request may come from any.
class HttpTransfer {
 public:
  HttpTransfer() : easy_(curl_easy_init()), multi_(curl_multi_init()) {}

  /// Takes a URL of http or https; TLS is verified. The receiver outlives the transfer.
  bool open(const std::string& url, HttpReceiver& receiver);
  /// False when curl does not know the option or had no memory.
  template <class Value>
  bool set(CURLoption option, Value value) {
    return curl_easy_setopt(easy_.get(), option, value) == CURLE_OK;
  }

  /// Runs the transfer until it is done; CURLE_ABORTED_BY_CALLBACK: stopped.
  CURLcode run(const HttpHeaders& headers, const std::stop_token& stop);
  /// The status of the answer so far; 0: there is none.
  long status() const;

 private:
  struct FreeEasy {
    void operator()(CURL* handle) const noexcept { curl_easy_cleanup(handle); }
  };
  struct FreeMulti {
    void operator()(CURLM* handle) const noexcept { curl_multi_cleanup(handle); }
  };
  CURLcode drive(const std::stop_token& stop);

  std::unique_ptr<CURL, FreeEasy> easy_;
  std::unique_ptr<CURLM, FreeMulti> multi_;
};

/// Why there is no whole answer, in words that never name the URL.
Error http_failure(CURLcode code, const HttpReceiver& receiver);

}  // namespace sunhall
