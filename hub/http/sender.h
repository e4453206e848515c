// Writes one response to a connection.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "hub/http/asio.h"
#include "hub/http/head.h"
#include "hub/http/message.h"
#include "hub/http/range.h"
#include "hub/http/server_loop.h"

namespace sunhall {

/// What of a request decides how its answer is sent.
struct Exchange {
  bool is_head = false;
  bool is_old = false;  // HTTP/1.0: knows no chunks
  bool keeps_alive = true;
  std::string range;  // the Range header, of a GET
};

/// Writes responses; memory is gathered without a copy, files are read piece by piece.
///
/// Errors:  false when the connection is good for nothing more: the peer took nothing for
///          `write_time`, is gone, or a file ended early.
class Sender {
 public:
  /// `bell` is cancelled by whoever has news: bytes in a pipe, or the end.
  Sender(ServerLoop& loop, beast::tcp_stream& stream, asio::steady_timer& bell)
      : loop_(loop), stream_(stream), bell_(bell) {}

  /// Sends a body of a known length, or none.
  awaitable<bool> send(const Response& response, const Exchange& exchange);
  /// Sends until the pipe ends, or `is_over` says that nobody listens.
  awaitable<bool> send_pipe(const Response& response, const Exchange& exchange,
                            std::function<bool()> is_over);
  awaitable<bool> send_text(std::string text);

 private:
  awaitable<bool> send_slices(std::vector<asio::const_buffer> buffers,
                              const std::vector<Slice>& slices);
  awaitable<bool> send_file(FilePart file);
  awaitable<bool> send_chunks(const std::deque<Bytes>& chunks, bool is_chunked);
  awaitable<bool> write(std::vector<asio::const_buffer> buffers);

  ServerLoop& loop_;
  beast::tcp_stream& stream_;
  asio::steady_timer& bell_;
};

}  // namespace sunhall
