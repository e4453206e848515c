#include "hub/platform/link_wire.h"

#include <poll.h>

#include <algorithm>
#include <utility>

#include "hub/platform/link_identity.h"

namespace sunhall {
namespace {

/// A parameter of a Via, for example `rport`; empty: none.
std::string_view via_param(std::string_view via, std::string_view name) {
  std::size_t at = via.find(';');
  while (at != std::string_view::npos) {
    via.remove_prefix(at + 1);
    const std::string_view param = via.substr(0, via.find(';'));
    const std::size_t equals = param.find('=');
    if (equals != std::string_view::npos && same_word(param.substr(0, equals), name)) {
      return param.substr(equals + 1);
    }
    at = via.find(';');
  }
  return {};
}

}  // namespace

LinkWire::LinkWire(const PlatformOptions& options, const std::string& user_agent, Hooks hooks)
    : options_(options),
      user_agent_(user_agent),
      hooks_(std::move(hooks)),
      server_(server_uri(options)),
      stack_(user_agent,
             {.send = [this](const SipRoute& route,
                             const std::string& text) { return send(route, text); },
              .request = [this](SipKey key, const SipRoute& route,
                                const SipMessage& message) { hooks_.request(key, route, message); },
              .response =
                  [this](SipKey key, const SipMessage& message) {
                    learn_address(message);
                    finish(key, &message);
                  },
              .silence = [this](SipKey key) { finish(key, nullptr); }}) {}

Result<void> LinkWire::open() {
  if (is_tcp()) return {};
  auto udp = SipUdp::open(options_.local_port);
  if (!udp) return tl::unexpected(udp.error());
  udp_ = *std::move(udp);
  return {};
}

Result<void> LinkWire::aim(const SipPeer& peer, bool is_new_connection) {
  const bool is_other = peer_ != peer;
  if (std::find(hosts_.begin(), hosts_.end(), peer.host) == hosts_.end()) {
    if (hosts_.size() >= kPlatformHostsMax) hosts_.erase(hosts_.begin());
    hosts_.push_back(peer.host);
  }
  peer_ = peer;
  if (is_tcp()) {
    if (tcp_ && !is_other && !is_new_connection) return {};
    tcp_.reset();
    auto tcp = SipTcp::open(peer, options_.local_port);
    if (!tcp) return tl::unexpected(tcp.error());
    tcp_ = *std::move(tcp);
    local_ = tcp_->local();
    seen_as_.reset();
    return {};
  }
  const auto host = own_address(peer);
  if (!host) return tl::unexpected(host.error());
  if (is_other) seen_as_.reset();
  local_ = {.host = *host, .port = udp_->port()};
  return {};
}

int LinkWire::fd() const {
  if (udp_) return udp_->fd();
  return tcp_ ? tcp_->fd() : -1;
}

short LinkWire::wanted_events() const {
  if (udp_) return POLLIN;
  return tcp_ ? tcp_->wanted_events() : static_cast<short>(0);
}

void LinkWire::go_on(short events) {
  if (udp_) {
    receive_packets();
  } else if (tcp_) {
    const SipPeer peer = *peer_;
    const auto messages = tcp_->go_on(events);
    if (!messages) {
      if (messages.error().kind == ErrorKind::kBadInput) ++refused_count_;
      broke_ = messages.error().what;
    } else {
      for (const std::string& message : *messages) take(peer, message);
    }
  }
  settle();
}

void LinkWire::receive_packets() {
  for (int i = 0; i < kPacketsPerTurn; ++i) {
    const auto packet = udp_->receive();
    if (!packet) return;
    if (std::find(hosts_.begin(), hosts_.end(), packet->peer.host) == hosts_.end()) {
      ++refused_count_;
      continue;
    }
    // RFC 5626 §3.5.2: blank lines keep a NAT's port open.
    if (packet->text.find_first_not_of(std::string_view("\r\n\0", 3)) == std::string::npos) {
      continue;
    }
    take(packet->peer, packet->text);
  }
}

void LinkWire::take(const SipPeer& peer, const std::string& text) {
  const SipRoute route{
      .channel = is_tcp() ? SipChannel::kTcp : SipChannel::kUdp, .peer = peer, .local = local_};
  if (!stack_.receive(route, text)) ++refused_count_;
}

void LinkWire::run() {
  stack_.run();
  settle();
}

SipRoute LinkWire::current_route() const {
  return {.channel = is_tcp() ? SipChannel::kTcp : SipChannel::kUdp,
          .peer = peer_.value_or(SipPeer{}),
          .local = local_};
}

SipKey LinkWire::ask(const SipRequest& request, Done done, const SipRoute* route) {
  if (!is_aimed()) return 0;
  // Over TCP there is one way, whatever the dialog began on.
  const SipRoute way = route == nullptr || is_tcp() ? current_route() : *route;
  const SipKey key = stack_.ask(way, request);
  if (key != 0) waiting_[key] = std::move(done);
  return key;
}

void LinkWire::forget(SipKey key) {
  waiting_.erase(key);
  stack_.forget(key);
}

void LinkWire::repeat(const SipRoute& route, const std::string& text) {
  send(route, text);
}

bool LinkWire::send(const SipRoute& route, const std::string& text) {
  if (udp_) return udp_->send(route.peer, text);
  if (!tcp_) return false;
  if (auto sent = tcp_->send(text); !sent) {
    broke_ = sent.error().what;
    return false;
  }
  return true;
}

void LinkWire::learn_address(const SipMessage& answer) {
  if (answer.vias.empty()) return;
  const auto port = sip_number(via_param(answer.vias[0], "rport"));
  if (!port || *port == 0 || *port > 0xFFFF) return;
  const std::string_view received = via_param(answer.vias[0], "received");
  SipPeer seen{.host = std::string(received.empty() ? std::string_view(local_.host) : received),
               .port = static_cast<std::uint16_t>(*port)};
  const bool is_plain = std::all_of(seen.host.begin(), seen.host.end(),
                                    [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
  if (is_plain) seen_as_ = std::move(seen);
}

void LinkWire::finish(SipKey key, const SipMessage* answer) {
  const auto found = waiting_.find(key);
  if (found == waiting_.end()) return;
  const bool is_final = answer == nullptr || answer->status >= 200;
  const Done done = is_final ? std::move(found->second) : found->second;
  if (is_final) waiting_.erase(found);
  if (done) done(answer);
}

void LinkWire::settle() {
  if (!broke_) return;
  const std::string why = *std::exchange(broke_, std::nullopt);
  tcp_.reset();
  // What was asked over it will not be answered over another one.
  const auto lost = std::exchange(waiting_, {});
  for (const auto& [key, done] : lost) stack_.forget(key);
  hooks_.broke(why);
  for (const auto& [key, done] : lost) {
    if (done) done(nullptr);
  }
}

std::string LinkWire::contact() const {
  const SipPeer& self = seen_as_ ? *seen_as_ : local_;
  return "<sip:" + options_.device_id + "@" + self.host + ":" + std::to_string(self.port) +
         (is_tcp() ? ";transport=tcp>" : ">");
}

}  // namespace sunhall
