// One connection: reads requests one after another and answers each before the next.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>

#include "hub/http/asio.h"
#include "hub/http/sender.h"
#include "hub/http/server_loop.h"

namespace sunhall {

/// One connection, from accept to close.
///
/// Owner:   its own coroutine `run`.
/// Threads: the worker `http`; Replies and Pipes reach it by posting to the loop.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(ServerLoop& loop, tcp::socket socket, asio::ip::address peer);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  awaitable<void> run();
  /// Ends it now, whatever it does.
  void cut();
  /// Takes the answer that a handler has given.
  void take_answer(Response response);
  /// Lets whoever waits look again.
  void ring();

 private:
  struct Incoming;  // Beast's parser: known to the source alone

  awaitable<bool> await_first_byte();
  awaitable<bool> serve_one();
  awaitable<std::optional<Response>> read(Incoming& incoming, Request& request);
  awaitable<std::optional<Response>> read_body(Incoming& incoming, Request& request);
  std::optional<Response> refusal_of(const error_code& error, bool has_target) const;
  awaitable<Response> ask_handler(Request request);
  awaitable<void> watch_for_close();
  awaitable<void> linger();
  void begin_deadline();
  void end_deadline();
  Reply make_reply();

  ServerLoop& loop_;
  const asio::ip::address peer_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  asio::steady_timer bell_;
  asio::steady_timer deadline_;  // of the request that is being read
  unsigned reading_number_ = 0;  // which request the deadline is for
  Sender sender_;
  std::optional<Response> answer_;
  bool is_late_ = false;  // the request took longer than it may
  bool is_cut_ = false;
  bool is_lost_ = false;  // the peer vanished: no use in being polite
};

}  // namespace sunhall
