// A web server in a process of its own, for clients under test.
#pragma once

#include <string>
#include <string_view>

#include "tests/support/temp_folder.h"

namespace sunhall::test {

/// Runs tests/support/http_server.py, or another server of that folder; its behaviours are listed
/// there.
class HttpServer {
 public:
  explicit HttpServer(std::string_view script = "http_server.py");
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  /// From the next request on.
  void behave(std::string_view behaviour) const;
  /// Puts the document that `good` serves, whole at any moment.
  void serve(std::string_view document) const;

  /// Ends the process; the port stays this server's for `start`.
  void stop();
  void start();

  std::string url(std::string_view path = "/today") const;
  /// What it serves lies here.
  const TempFolder& folder() const { return folder_; }
  /// What was asked so far: lines of path and If-None-Match.
  std::string requests() const { return folder_.read("requests"); }
  /// Waits until it is asked something; false when nobody does for ten seconds.
  bool wait_asked() const;

 private:
  TempFolder folder_;
  std::string script_;
  int pid_ = 0;
  std::string port_;
};

}  // namespace sunhall::test
