// What a server's connections share.
#pragma once

#include <atomic>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "hub/http/asio.h"
#include "hub/http/server.h"

namespace sunhall {

class Connection;

/// The io_context and everything that its one thread looks after.
///
/// Owner:   the server, and every Reply or Pipe that may still post to it; connections are owned by
///          their coroutines, which the io_context owns.
/// Threads: the members below belong to the worker `http`; figures and `context` to all.
struct ServerLoop : std::enable_shared_from_this<ServerLoop> {
  ServerLoop(const HttpOptions& options, HttpServer::OnRequest handler);

  /// The date header's value, made once a second.
  std::string_view date();
  /// Stops accepting and cuts every connection; the context runs out of work then.
  void shut_down();

  // Constant after construction.
  HttpLimits limits;
  std::set<asio::ip::address> trusted;
  HttpServer::OnRequest on_request;

  // Own synchronisation.
  std::atomic<std::uint64_t> connection_count{0};
  std::atomic<std::uint64_t> request_count{0};
  std::atomic<std::uint64_t> refused_count{0};
  std::atomic<std::uint64_t> sent_bytes{0};

  // Touched only by the worker.
  std::set<Connection*> connections;
  std::map<asio::ip::address, std::size_t> peers;  // how many connections each has
  std::size_t refusing_count = 0;                  // connections that are just being turned away
  std::size_t reading_count = 0;                   // bodies that are just coming in
  std::size_t large_count = 0;                     // those beyond kBodyBytesMax among them
  bool is_closing = false;
  std::string date_text;
  std::optional<WallTime> date_second;  // of date_text

  // Dies first, and with it every coroutine that uses what stands above.
  asio::io_context context{1};
  tcp::acceptor acceptor{context};
  asio::steady_timer accept_pause{context};
};

}  // namespace sunhall
