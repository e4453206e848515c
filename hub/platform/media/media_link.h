// One session's way to its receiver: bound or connected, sending, and when to give up.
#pragma once

#include <cstdint>
#include <optional>

#include "core/base/time.h"
#include "hub/platform/media/media_desk.h"
#include "hub/platform/media/media_socket.h"
#include "hub/platform/media/rtp_sender.h"
#include "native/fd.h"

namespace sunhall {

/// GB/T 28181-2022 Annex D: a device tries at least three times, at least a second apart.
inline constexpr int kGbConnectTries = 4;
inline constexpr Ticks kGbConnectMax = std::chrono::seconds(5);
inline constexpr Ticks kGbConnectPause = std::chrono::seconds(1);
/// A platform that said it would connect does so within this.
inline constexpr Ticks kGbAcceptMax = std::chrono::seconds(30);
/// A receiver whose machine refuses our datagrams for so long is gone.
inline constexpr Ticks kGbRefusedMax = std::chrono::seconds(10);
/// A receiver that takes nothing for so long is gone.
inline constexpr Ticks kGbStuckMax = std::chrono::seconds(30);

/// A session's sockets and its sender, on one epoll.
///
/// Threads: one at a time.
/// Blocks:  never.
class MediaLink {
 public:
  /// `epoll` tells events of the session by `id`.
  ///
  /// Errors:  as parse_peer, open_udp_port and open_listener.
  static Result<MediaLink> open(const GbMediaWish& wish, int epoll, GbMediaId id);

  /// 9 for kTcpConnect, as RFC 4145 §4 wants it.
  std::uint16_t port() const { return port_; }

  /// The ACK has come: connects, or takes connections.
  void start(Ticks now);
  /// Its socket has something to say.
  void on_event(Ticks now);
  /// Connects, takes, sends: whatever is due.
  void step(Ticks now);

  /// Packs are wanted: there is a way to the receiver.
  bool is_ready() const { return state_ == State::kReady; }
  bool is_gone() const { return state_ == State::kGone; }
  std::optional<Ticks> wake_at() const { return wake_at_; }
  RtpSender& sender() { return sender_; }
  const RtpSender& sender() const { return sender_; }

 private:
  enum class State : unsigned char { kNew, kPause, kConnecting, kAccepting, kReady, kGone };

  MediaLink(const GbMediaWish& wish, const PeerAddress& peer, int epoll, GbMediaId id);
  void connect(Ticks now);
  void retry(Ticks now);
  void accept(Ticks now);
  void be_ready();
  void drain(Ticks now);
  void send(Ticks now);
  void judge(Ticks now);
  void watch(std::uint32_t events);

  const GbMediaTransport transport_;
  const PeerAddress peer_;
  const int epoll_;
  const GbMediaId id_;
  RtpSender sender_;
  State state_ = State::kNew;
  std::uint16_t port_ = 9;
  Fd socket_;   // that sends
  Fd control_;  // RTCP's
  Fd listener_;
  int watched_ = -1;  // the descriptor that epoll watches for this session
  std::uint32_t events_ = 0;
  int try_count_ = 0;
  std::optional<Ticks> deadline_;  // of the present state
  std::optional<Ticks> wake_at_;
};

}  // namespace sunhall
