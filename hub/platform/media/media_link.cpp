#include "hub/platform/media/media_link.h"

#include <sys/epoll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace sunhall {
namespace {

// What a receiver may say at once (RTCP): it is thrown away.
constexpr int kDrainsPerEvent = 16;

RtpFraming framing_of(GbMediaTransport transport) {
  return transport == GbMediaTransport::kUdp ? RtpFraming::kDatagram : RtpFraming::kLength;
}

}  // namespace

MediaLink::MediaLink(const GbMediaWish& wish, const PeerAddress& peer, int epoll, GbMediaId id)
    : transport_(wish.transport),
      peer_(peer),
      epoll_(epoll),
      id_(id),
      sender_(wish.ssrc, wish.payload_type, framing_of(wish.transport)) {}

Result<MediaLink> MediaLink::open(const GbMediaWish& wish, int epoll, GbMediaId id) {
  const auto peer = parse_peer(wish.host, wish.port);
  if (!peer) return tl::unexpected(peer.error());
  MediaLink link(wish, *peer, epoll, id);
  if (wish.transport == GbMediaTransport::kTcpConnect) return link;
  const bool is_udp = wish.transport == GbMediaTransport::kUdp;
  const PortChoice choice{.range = wish.own_ports, .turn = id};
  auto port = is_udp ? open_udp_port(*peer, choice) : open_listener(*peer, choice);
  if (!port) return tl::unexpected(port.error());
  link.port_ = port->port;
  link.control_ = std::move(port->control);
  (is_udp ? link.socket_ : link.listener_) = std::move(port->media);
  return link;
}

void MediaLink::start(Ticks now) {
  if (state_ != State::kNew) return;
  if (transport_ == GbMediaTransport::kUdp) return be_ready();
  if (transport_ == GbMediaTransport::kTcpConnect) return connect(now);
  state_ = State::kAccepting;
  deadline_ = now + kGbAcceptMax;
  watched_ = listener_.get();
  watch(EPOLLIN);
  accept(now);
}

void MediaLink::connect(Ticks now) {
  ++try_count_;
  auto socket = begin_connect(peer_);
  if (!socket) return retry(now);
  socket_ = std::move(*socket);
  watched_ = socket_.get();
  events_ = 0;
  state_ = State::kConnecting;
  deadline_ = now + kGbConnectMax;
  watch(EPOLLOUT);
}

void MediaLink::retry(Ticks now) {
  socket_.reset();  // epoll forgets it by itself
  watched_ = -1;
  state_ = try_count_ < kGbConnectTries ? State::kPause : State::kGone;
  deadline_ = now + kGbConnectPause;
}

void MediaLink::accept(Ticks /*now*/) {
  Fd socket = accept_from(listener_, peer_);
  if (!socket) return;
  listener_.reset();  // one session, one receiver
  socket_ = std::move(socket);
  be_ready();
}

void MediaLink::be_ready() {
  state_ = State::kReady;
  deadline_.reset();
  if (watched_ != socket_.get()) {
    watched_ = socket_.get();
    events_ = 0;
  }
  // Errors of a datagram socket are told without being asked for.
  watch(transport_ == GbMediaTransport::kUdp ? std::uint32_t{EPOLLERR} : std::uint32_t{EPOLLIN});
}

void MediaLink::on_event(Ticks now) {
  if (state_ == State::kConnecting) {
    if (socket_error(socket_) == 0) {
      be_ready();
    } else {
      retry(now);
    }
  } else if (state_ == State::kAccepting) {
    accept(now);
  } else if (state_ == State::kReady) {
    drain(now);
  }
}

/// Throws away what arrives, and learns whether the receiver is still there.
void MediaLink::drain(Ticks now) {
  if (transport_ == GbMediaTransport::kUdp) {
    if (socket_error(socket_) != 0) sender_.note_refusal(now);
    return;
  }
  std::array<std::uint8_t, 2048> bytes{};
  for (int i = 0; i < kDrainsPerEvent; ++i) {
    const ssize_t got = ::recv(socket_.get(), bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (got > 0 || (got < 0 && errno == EINTR)) continue;
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return;
    state_ = State::kGone;
    return;
  }
}

void MediaLink::step(Ticks now) {
  if (deadline_ && now >= *deadline_) {
    if (state_ == State::kPause) {
      connect(now);
    } else if (state_ == State::kConnecting) {
      retry(now);
    } else if (state_ == State::kAccepting) {
      state_ = State::kGone;
    }
  }
  wake_at_ = deadline_;
  if (state_ == State::kReady) send(now);
  if (state_ == State::kReady) judge(now);
  if (state_ == State::kGone) {
    socket_.reset();
    control_.reset();
    listener_.reset();
    wake_at_.reset();
  }
}

void MediaLink::send(Ticks now) {
  const RtpSender::State sent = sender_.step(socket_.get(), now);
  const std::uint32_t idle = transport_ == GbMediaTransport::kUdp ? EPOLLERR : EPOLLIN;
  watch(sent == RtpSender::State::kWaitWritable ? idle | EPOLLOUT : idle);
  wake_at_ = sender_.wake_at();
  if (sent == RtpSender::State::kBroken) state_ = State::kGone;
}

void MediaLink::judge(Ticks now) {
  const auto is_over = [now](const std::optional<Ticks>& since, Ticks span_max) {
    return since && now - *since > span_max;
  };
  if (is_over(sender_.refused_since(now), kGbRefusedMax) ||
      is_over(sender_.stuck_since(), kGbStuckMax)) {
    state_ = State::kGone;
  } else if (sender_.stuck_since()) {
    wake_at_ = std::min(wake_at_.value_or(Ticks::max()), *sender_.stuck_since() + kGbStuckMax);
  }
}

void MediaLink::watch(std::uint32_t events) {
  if (watched_ < 0 || events_ == events) return;
  epoll_event event{.events = events, .data = {.u64 = id_}};
  const int action = events_ == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
  if (::epoll_ctl(epoll_, action, watched_, &event) == 0) events_ = events;
}

}  // namespace sunhall
