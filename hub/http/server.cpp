#include "hub/http/server.h"

#include <netinet/tcp.h>

#include <array>
#include <stop_token>
#include <utility>

#include <spdlog/spdlog.h>

#include "hub/http/connection.h"
#include "hub/http/head.h"
#include "hub/http/incoming.h"
#include "hub/http/server_loop.h"
#include "native/worker.h"

namespace sunhall {
namespace {

/// Waited for when the process has no descriptor left for a new connection.
constexpr auto kAcceptPause = std::chrono::milliseconds(100);
/// So many connections too many are told why; more are closed without a word.
constexpr std::size_t kRefusingMax = 64;
constexpr auto kRefusingTime = std::chrono::milliseconds(500);
constexpr std::string_view kRefusal =
    "HTTP/1.1 503 Service Unavailable\r\nServer: sunhall\r\nRetry-After: 5\r\n"
    "Content-Length: 0\r\nConnection: close\r\n\r\n";

/// What the kernel may hold of a connection without having sent it: so a slow reader is seen as
/// slow, old video does not queue up for it, and thousands of them cost no megabytes each.
constexpr int kUnsentBytesMax = 128 << 10;

/// Says that the house is full, and waits a moment so that it is heard.
awaitable<void> turn_away(ServerLoop& loop, tcp::socket socket) {
  beast::tcp_stream stream(std::move(socket));
  ++loop.refusing_count;
  stream.expires_after(kRefusingTime);
  error_code error;
  co_await stream.async_write_some(asio::buffer(kRefusal),
                                   asio::redirect_error(asio::use_awaitable, error));
  stream.socket().shutdown(tcp::socket::shutdown_send, error);
  std::array<char, 1024> unread{};
  while (!error && !loop.is_closing) {
    co_await stream.async_read_some(asio::buffer(unread),
                                    asio::redirect_error(asio::use_awaitable, error));
  }
  --loop.refusing_count;
}

bool is_full(const ServerLoop& loop, const asio::ip::address& peer) {
  if (loop.connections.size() >= loop.limits.connections) return true;
  const auto count = loop.peers.find(peer);
  return count != loop.peers.end() && count->second >= loop.limits.connections_per_peer &&
         !loop.trusted.contains(peer);
}

void admit(ServerLoop& loop, tcp::socket socket) {
  error_code error;
  const asio::ip::address peer = plain_address(socket.remote_endpoint(error).address());
  if (error) return;  // gone already
  if (is_full(loop, peer)) {
    ++loop.refused_count;
    if (loop.refusing_count < kRefusingMax)
      asio::co_spawn(loop.context, turn_away(loop, std::move(socket)), asio::detached);
    return;
  }
  socket.set_option(tcp::no_delay(true), error);
  ::setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_NOTSENT_LOWAT, &kUnsentBytesMax,
               sizeof kUnsentBytesMax);
  const auto connection = std::make_shared<Connection>(loop, std::move(socket), peer);
  asio::co_spawn(loop.context, [connection] { return connection->run(); }, asio::detached);
}

awaitable<void> accept_all(ServerLoop& loop) {
  while (!loop.is_closing) {
    tcp::socket socket(loop.context);
    error_code error;
    co_await loop.acceptor.async_accept(socket, asio::redirect_error(asio::use_awaitable, error));
    if (loop.is_closing) co_return;
    if (!error) {
      admit(loop, std::move(socket));
      continue;
    }
    spdlog::info("http: no new connection can be taken: {}", error.message());
    loop.accept_pause.expires_after(kAcceptPause);
    co_await loop.accept_pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
  }
}

Result<void> listen(ServerLoop& loop, const HttpOptions& options) {
  error_code error;
  const auto host =
      asio::ip::make_address(options.host == "localhost" ? "127.0.0.1" : options.host, error);
  if (error) return fail(ErrorKind::kBadInput, "the address to listen on is not an IP address");
  const tcp::endpoint endpoint(host, options.port);
  tcp::acceptor& acceptor = loop.acceptor;
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  // The unspecified IPv6 address stands for every address of both kinds.
  if (!error && host.is_v6()) acceptor.set_option(asio::ip::v6_only(false), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(tcp::acceptor::max_listen_connections, error);
  if (!error) return {};
  return fail(ErrorKind::kUnavailable, "cannot listen on " + options.host + " port " +
                                           std::to_string(options.port) + ": " + error.message());
}

class AsioHttpServer final : public HttpServer {
 public:
  explicit AsioHttpServer(std::shared_ptr<ServerLoop> loop)
      : loop_(std::move(loop)),
        port_(loop_->acceptor.local_endpoint().port()),
        worker_("http", [loop = loop_](const std::stop_token& stop) { run(*loop, stop); }) {}

  std::uint16_t port() const override { return port_; }
  HttpStats stats() const override {
    return {.connection_count = loop_->connection_count,
            .request_count = loop_->request_count,
            .refused_count = loop_->refused_count,
            .sent_bytes = loop_->sent_bytes};
  }

 private:
  static void run(ServerLoop& loop, const std::stop_token& stop) {
    const std::stop_callback end(
        stop, [&loop] { asio::post(loop.context, [&loop] { loop.shut_down(); }); });
    asio::co_spawn(loop.context, accept_all(loop), asio::detached);
    loop.context.run();
  }

  const std::shared_ptr<ServerLoop> loop_;
  const std::uint16_t port_;
  Worker worker_;
};

}  // namespace

ServerLoop::ServerLoop(const HttpOptions& options, HttpServer::OnRequest handler)
    : limits(options.limits), on_request(std::move(handler)) {}

std::string_view ServerLoop::date() {
  const auto second = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  if (date_second != second) date_text = format_http_date(second);
  date_second = second;
  return date_text;
}

void ServerLoop::shut_down() {
  is_closing = true;
  error_code ignored;
  acceptor.close(ignored);
  accept_pause.cancel();
  for (Connection* connection : connections) connection->cut();
}

Result<std::unique_ptr<HttpServer>> HttpServer::open(const HttpOptions& options,
                                                     OnRequest on_request) {
  auto loop = std::make_shared<ServerLoop>(options, std::move(on_request));
  for (const std::string& proxy : options.trusted_proxies) {
    error_code error;
    const auto address = asio::ip::make_address(proxy, error);
    if (error) return fail(ErrorKind::kBadInput, "a trusted proxy is not an IP address");
    loop->trusted.insert(plain_address(address));
  }
  if (auto listening = listen(*loop, options); !listening)
    return tl::unexpected(std::move(listening.error()));
  return std::make_unique<AsioHttpServer>(std::move(loop));
}

}  // namespace sunhall
