#include "hub/http/connection.h"

#include <algorithm>
#include <utility>

#include <spdlog/spdlog.h>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include "hub/http/incoming.h"

namespace sunhall {
namespace {

namespace http = beast::http;

/// Read while nothing is expected: thousands of idle connections should cost little.
constexpr std::size_t kIdleReadBytes = 1024;
/// The most a connection reads ahead.
constexpr std::size_t kReadAheadBytesMax = kHeaderBytesMax + (64u << 10);
/// A connection that was answered for the last time is given this long to close, so that the
/// answer is read before the connection breaks.
constexpr auto kLingerTime = std::chrono::milliseconds(500);
constexpr std::size_t kLingerBytesMax = 2 * kBodyBytesMax;

/// Takes an answer to its connection, and a pipe out of use if the connection is gone.
class Delivery {
 public:
  explicit Delivery(Response response) : response_(std::move(response)) {}
  Delivery(Delivery&& other) noexcept : response_(std::exchange(other.response_, std::nullopt)) {}
  Delivery& operator=(Delivery&&) = delete;
  ~Delivery() {
    if (!response_) return;
    if (const auto* pipe = std::get_if<std::shared_ptr<Pipe>>(&response_->body)) (*pipe)->abandon();
  }
  Response take() { return std::move(*std::exchange(response_, std::nullopt)); }

 private:
  std::optional<Response> response_;
};

/// Lets a body come in, and counts it for as long as it does.
class BodyPass {
 public:
  BodyPass(ServerLoop& loop, bool is_large)
      : loop_(loop),
        is_large_(is_large),
        is_given_(loop.reading_count < kBodiesAtOnceMax &&
                  (!is_large || loop.large_count < kLargeBodiesAtOnceMax)) {
    if (!is_given_) return;
    ++loop_.reading_count;
    if (is_large_) ++loop_.large_count;
  }
  ~BodyPass() {
    if (!is_given_) return;
    --loop_.reading_count;
    if (is_large_) --loop_.large_count;
  }
  BodyPass(const BodyPass&) = delete;
  BodyPass& operator=(const BodyPass&) = delete;
  bool is_given() const { return is_given_; }

 private:
  ServerLoop& loop_;
  const bool is_large_;
  const bool is_given_;
};

}  // namespace

struct Connection::Incoming {
  http::request_parser<http::string_body> parser;
  Exchange exchange;
};

Connection::Connection(ServerLoop& loop, tcp::socket socket, asio::ip::address peer)
    : loop_(loop),
      peer_(std::move(peer)),
      stream_(std::move(socket)),
      buffer_(kReadAheadBytesMax),
      bell_(loop.context),
      deadline_(loop.context),
      sender_(loop, stream_, bell_) {
  loop_.connections.insert(this);
  ++loop_.peers[peer_];
  loop_.connection_count = loop_.connections.size();
}

Connection::~Connection() {
  loop_.connections.erase(this);
  if (--loop_.peers[peer_] == 0) loop_.peers.erase(peer_);
  loop_.connection_count = loop_.connections.size();
}

void Connection::ring() {
  bell_.cancel();
}

void Connection::cut() {
  is_cut_ = true;
  stream_.close();
  ring();
}

void Connection::take_answer(Response response) {
  answer_ = std::move(response);
  ring();
}

Reply Connection::make_reply() {
  return Reply([loop = loop_.shared_from_this(), weak = weak_from_this()](Response response) {
    asio::post(loop->context, [weak, delivery = Delivery(std::move(response))]() mutable {
      if (const auto connection = weak.lock()) connection->take_answer(delivery.take());
    });
  });
}

awaitable<void> Connection::run() {
  const auto self = shared_from_this();
  bool goes_on = true;
  while (goes_on && !is_cut_) {
    goes_on = co_await await_first_byte();
    if (goes_on) goes_on = co_await serve_one();
  }
  if (!is_cut_ && !is_lost_) co_await linger();
  stream_.close();
}

awaitable<bool> Connection::await_first_byte() {
  if (buffer_.size() > 0) co_return true;  // the next request came along with the last
  buffer_.shrink_to_fit();
  stream_.expires_after(loop_.limits.idle_time);
  error_code error;
  const auto space = buffer_.prepare(kIdleReadBytes);
  const std::size_t count =
      co_await stream_.async_read_some(space, asio::redirect_error(asio::use_awaitable, error));
  if (error) {
    is_lost_ = true;
    co_return false;
  }
  buffer_.commit(count);
  co_return true;
}

awaitable<bool> Connection::serve_one() {
  Incoming incoming;
  Request request;
  begin_deadline();
  std::optional<Response> refusal = co_await read(incoming, request);
  end_deadline();
  if (is_cut_ || is_lost_) co_return false;
  if (refusal) {
    ++loop_.refused_count;
    spdlog::debug("http: a request from {} was refused with {}", peer_.to_string(),
                  refusal->status);
    incoming.exchange.keeps_alive = false;
    co_await sender_.send(*refusal, incoming.exchange);
    co_return false;
  }

  ++loop_.request_count;
  stream_.expires_never();
  const Response response = co_await ask_handler(std::move(request));
  if (is_cut_) co_return false;
  if (const auto* pipe = std::get_if<std::shared_ptr<Pipe>>(&response.body)) {
    (*pipe)->on_readable([loop = loop_.shared_from_this(), weak = weak_from_this()] {
      asio::post(loop->context, [weak] {
        if (const auto connection = weak.lock()) connection->ring();
      });
    });
    asio::co_spawn(
        loop_.context, [self = shared_from_this()] { return self->watch_for_close(); },
        asio::detached);
    co_await sender_.send_pipe(response, incoming.exchange, [this] { return is_cut_ || is_lost_; });
    (*pipe)->abandon();
    co_return false;
  }
  const bool is_sent = co_await sender_.send(response, incoming.exchange);
  if (!is_sent) is_lost_ = true;
  co_return is_sent&& incoming.exchange.keeps_alive;
}

awaitable<Response> Connection::ask_handler(Request request) {
  answer_.reset();
  loop_.on_request(std::move(request), make_reply());
  while (!answer_ && !is_cut_) {
    error_code rung;
    bell_.expires_at(asio::steady_timer::time_point::max());
    co_await bell_.async_wait(asio::redirect_error(asio::use_awaitable, rung));
  }
  if (!answer_) co_return Response{};
  co_return std::move(*std::exchange(answer_, std::nullopt));
}

// Not the stream's own timer: that closes the socket, and nobody could be told.
void Connection::begin_deadline() {
  is_late_ = false;
  const unsigned request_number = ++reading_number_;
  deadline_.expires_after(loop_.limits.request_time);
  deadline_.async_wait([weak = weak_from_this(), request_number](const error_code& error) {
    const auto connection = weak.lock();
    if (error || !connection || connection->reading_number_ != request_number) return;
    connection->is_late_ = true;
    error_code ignored;
    connection->stream_.socket().cancel(ignored);
  });
}

void Connection::end_deadline() {
  ++reading_number_;
  deadline_.cancel();
}

awaitable<std::optional<Response>> Connection::read(Incoming& incoming, Request& request) {
  auto& parser = incoming.parser;
  parser.header_limit(kHeaderBytesMax);
  parser.body_limit(kLargeBodyBytesMax);  // the path's own limit follows when it is known
  error_code error;
  co_await http::async_read_header(stream_.socket(), buffer_, parser,
                                   asio::redirect_error(asio::use_awaitable, error));
  if (error) {
    std::optional<Response> refusal = refusal_of(error, !parser.get().target().empty());
    if (!refusal) is_lost_ = true;
    co_return refusal;
  }

  IncomingHead head{.fields = {},
                    .method = parser.get().method_string(),
                    .target = parser.get().target(),
                    .is_old = parser.get().version() == 10,
                    .peer = peer_};
  for (const auto& field : parser.get())
    head.fields.emplace_back(lower_case(field.name_string()), field.value());
  tl::expected<Request, Response> made = make_request(std::move(head), loop_.trusted);
  if (!made) co_return std::move(made.error());
  request = std::move(*made);
  incoming.exchange.is_head = request.method == Method::kHead;
  incoming.exchange.is_old = parser.get().version() == 10;
  incoming.exchange.keeps_alive = parser.keep_alive();
  if (request.method == Method::kGet && !request.header("if-range"))
    incoming.exchange.range = request.header("range").value_or("");
  co_return co_await read_body(incoming, request);
}

awaitable<std::optional<Response>> Connection::read_body(Incoming& incoming, Request& request) {
  if (incoming.parser.is_done()) co_return std::nullopt;
  const bool is_large = std::ranges::find(loop_.limits.large_body_paths, request.path) !=
                        loop_.limits.large_body_paths.end();
  if (!is_large && incoming.parser.content_length().value_or(0) > kBodyBytesMax)
    co_return error_response(413, "too_large", "a body has at most 1 MiB");
  if (!is_large) incoming.parser.body_limit(kBodyBytesMax);
  if (request.header("expect") && !incoming.exchange.is_old) {
    const bool is_sent = co_await sender_.send_text("HTTP/1.1 100 Continue\r\n\r\n");
    if (!is_sent) is_lost_ = true;
    if (!is_sent) co_return std::nullopt;
  }
  const BodyPass pass(loop_, is_large);
  if (!pass.is_given())
    co_return error_response(503, "exhausted", "too many send bodies at once, try again");
  error_code error;
  co_await http::async_read(stream_.socket(), buffer_, incoming.parser,
                            asio::redirect_error(asio::use_awaitable, error));
  if (error) {
    std::optional<Response> refusal = refusal_of(error, true);
    if (!refusal) is_lost_ = true;
    co_return refusal;
  }
  request.body = std::move(incoming.parser.get().body());
  co_return std::nullopt;
}

std::optional<Response> Connection::refusal_of(const error_code& error, bool has_target) const {
  if (is_late_) return error_response(408, "timeout", "the request took too long");
  if (error == http::error::body_limit)
    return error_response(413, "too_large",
                          "内容太大 · A body has at most 1 MiB, a photo or table 4 MiB");
  if (error == http::error::header_limit || error == http::error::buffer_overflow) {
    // The first line is parsed as soon as it is whole.
    if (!has_target) return error_response(414, "too_large", "an address has at most 4 KiB");
    return error_response(431, "too_large", "the headers have at most 16 KiB");
  }
  if (error == http::error::end_of_stream) return std::nullopt;
  if (error.category() == make_error_code(http::error::bad_method).category())
    return error_response(400, "bad_request", "this is not HTTP/1.1");
  return std::nullopt;
}

// While a pipe is sent nobody reads: without this a reader that left would be noticed only when
// the next bytes go out.
awaitable<void> Connection::watch_for_close() {
  const auto self = shared_from_this();
  std::array<char, 1024> unread{};
  std::size_t unread_bytes = 0;
  while (!is_cut_ && unread_bytes < kLingerBytesMax) {
    error_code error;
    unread_bytes += co_await stream_.socket().async_read_some(
        asio::buffer(unread), asio::redirect_error(asio::use_awaitable, error));
    if (error) break;
  }
  is_lost_ = true;
  ring();
}

// Closing while the peer still sends resets the connection, and the answer may be lost with it.
awaitable<void> Connection::linger() {
  error_code error;
  stream_.socket().shutdown(tcp::socket::shutdown_send, error);
  stream_.expires_after(kLingerTime);
  std::size_t unread_bytes = 0;
  while (!error && !is_cut_ && unread_bytes < kLingerBytesMax) {
    buffer_.clear();
    const auto space = buffer_.prepare(kIdleReadBytes);
    unread_bytes +=
        co_await stream_.async_read_some(space, asio::redirect_error(asio::use_awaitable, error));
  }
}

}  // namespace sunhall
