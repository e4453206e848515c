// The way to one platform: its sockets, its transactions, and who we are on it.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "hub/platform/sip/sip_socket.h"
#include "hub/platform/sip/sip_stack.h"
#include "native/site_platform.h"

namespace sunhall {

/// Packets that are taken before everything else has its turn.
inline constexpr int kPacketsPerTurn = 64;
/// Addresses a platform is believed to send from: its own and those it redirected us to.
inline constexpr std::size_t kPlatformHostsMax = 4;

/// Carries SIP over the UDP port or the one TCP connection.
///
/// Threads: one.
/// Blocks:  never.
class LinkWire {
 public:
  /// What became of a request; null: no answer came. May be called for a provisional answer, too.
  using Done = std::function<void(const SipMessage*)>;
  struct Hooks {
    /// The platform asks something; the key of an ACK is 0.
    std::function<void(SipKey, const SipRoute&, const SipMessage&)> request;
    /// The TCP connection is no more.
    std::function<void(const std::string& why)> broke;
  };

  /// `options` outlives it.
  LinkWire(const PlatformOptions& options, const std::string& user_agent, Hooks hooks);

  /// Binds the UDP port. Errors: kBadInput when it cannot be bound.
  Result<void> open();
  /// Turns to a server: over TCP it begins to connect, unless it is connected there already.
  Result<void> aim(const SipPeer& peer, bool is_new_connection);

  /// Whom requests are for: the platform's server, or the one that it sent us to.
  void set_server(std::string uri) { server_ = std::move(uri); }
  const std::string& server() const { return server_; }

  int fd() const;
  short wanted_events() const;
  /// Goes on after poll() said `events`: kPacketsPerTurn packets at most.
  void go_on(short events);
  void run();
  std::chrono::milliseconds idle_time() const { return stack_.idle_time(); }

  /// Sends a request, along `route` or to the server that we turned to; 0 when it cannot be.
  SipKey ask(const SipRequest& request, Done done, const SipRoute* route = nullptr);
  void forget(SipKey key);
  void answer(SipKey key, const SipAnswer& answer) { stack_.answer(key, answer); }
  /// Sends a 200 OK to an INVITE again: its transaction is over, RFC 3261 §13.3.1.4.
  void repeat(const SipRoute& route, const std::string& text);

  const std::string& user_agent() const { return user_agent_; }
  /// Our address on this way, for SDP.
  const std::string& own_host() const { return local_.host; }
  /// Whether there is a way out now.
  bool is_aimed() const { return peer_.has_value() && (!is_tcp() || tcp_.has_value()); }
  /// `<sip:id@host:port>`, as the platform sees us; over TCP it says so (RFC 3261 §19.1.1).
  std::string contact() const;
  /// Messages that were no SIP, and packets from strangers.
  std::uint64_t refused_count() const { return refused_count_; }

 private:
  bool is_tcp() const { return options_.transport == SipTransport::kTcp; }
  SipRoute current_route() const;
  bool send(const SipRoute& route, const std::string& text);
  void take(const SipPeer& peer, const std::string& text);
  void receive_packets();
  void learn_address(const SipMessage& answer);
  void finish(SipKey key, const SipMessage* answer);
  void settle();

  const PlatformOptions& options_;
  const std::string user_agent_;
  const Hooks hooks_;
  std::string server_;  // its SIP URI
  std::optional<SipUdp> udp_;
  std::optional<SipTcp> tcp_;
  std::optional<SipPeer> peer_;
  std::vector<std::string> hosts_;
  SipPeer local_;
  std::optional<SipPeer> seen_as_;  // by the platform, when a NAT is between
  std::optional<std::string> broke_;
  std::map<SipKey, Done> waiting_;
  std::uint64_t refused_count_ = 0;
  SipStack stack_;
};

}  // namespace sunhall
