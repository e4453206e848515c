// The video sessions that a platform has called for.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "hub/platform/gb_call.h"
#include "hub/platform/link_wire.h"
#include "hub/platform/media/media_desk.h"
#include "hub/platform/platform_step.h"
#include "hub/platform/sip/sip_dialog.h"
#include "native/clock.h"
#include "native/site_platform.h"

namespace sunhall {

inline constexpr std::size_t kLinkCallsMax = kGbSessionsPerPlatformMax;
/// How long a 200 OK is repeated before the call is given up.
inline constexpr Ticks kAckMax = std::chrono::seconds(32);
/// How long a platform has for its BYE after the end of a playback.
inline constexpr Ticks kByeMax = std::chrono::seconds(10);

/// A platform that calls and calls while all is taken is told of in the log so often.
inline constexpr Ticks kBusyToldEvery = std::chrono::minutes(1);

/// Answers INVITE, ACK, BYE, CANCEL and INFO, and ends what the video desk ends.
///
/// Some platforms leave our tag out. Over UDP, where anybody can write a sender's address, an ACK
/// or INFO without it is not believed: only who saw our answer makes video flow.
///
/// Threads: one; what the video desk tells comes back to it by `post`.
/// Source:  RFC 3261 §13, §15; GB/T 28181-2022 §9.2, §9.8, Annex K.
class LinkCalls {
 public:
  struct Parts {
    const PlatformOptions& options;
    LinkWire& wire;
    GbMediaDesk& media;
    const Clock& clock;
    std::function<void(std::function<void()>)> post;  // runs it later, on the link's thread
    std::function<std::uint32_t()> next_sn;
    std::function<void(PlatformStep::What, int status, std::string words)> tell;
  };

  explicit LinkCalls(Parts parts) : parts_(std::move(parts)) {}
  LinkCalls(const LinkCalls&) = delete;
  LinkCalls& operator=(const LinkCalls&) = delete;

  /// Takes one of its methods. Returns false when a body broke its format.
  bool take(SipKey key, const SipRoute& route, const SipMessage& request);
  /// A session ended by itself; ignored when it is none of ours.
  void media_ended(GbMediaId id, GbMediaEnd end);
  void step(Ticks now);
  /// Ends all sessions; with a BYE to each when the platform is there.
  void drop_all(bool says_bye);
  std::size_t count() const { return all_.size(); }
  /// Calls that found no room or no port.
  std::uint64_t busy_count() const { return busy_count_; }

 private:
  enum class State : unsigned char { kPreparing, kAnswered, kRunning, kFinished };
  struct Call {
    std::uint64_t number = 0;
    State state = State::kPreparing;
    SipKey invite_key = 0;
    SipMessage invite;
    SipDialog dialog;
    SdpOffer offer;
    std::string channel;
    std::string sender;  // of Subject
    std::uint32_t ssrc = 0;
    int stream_number = 0;
    std::optional<GbMediaId> media;
    std::optional<SipAnswer> answer;  // the 200 OK
    std::string answer_text;          // as it was sent
    Ticks answered_at{0};
    Ticks repeat_at{0};
    Ticks repeat_wait{0};
    std::optional<Ticks> bye_at;
  };

  bool take_invite(SipKey key, const SipRoute& route, const SipMessage& request);
  bool take_known_invite(SipKey key, const SipMessage& request);
  void begin_call(SipKey key, const SipRoute& route, const SipMessage& request, GbCallPlan plan,
                  const SipDialog* old_dialog);
  void media_ready(std::uint64_t number, Result<GbMediaReady> ready);
  void accept(Call& call, const GbMediaReady& ready);
  void take_ack(const SipRoute& route, const SipMessage& request);
  void take_bye(SipKey key, const SipMessage& request);
  void take_cancel(SipKey key, const SipMessage& request);
  bool take_info(SipKey key, const SipRoute& route, const SipMessage& request);
  void note_order(Call& call, const GbPlaybackOrder& order) const;
  void repeat_answer(Call& call, Ticks now);
  void refuse(SipKey key, int status);
  void refuse_invite(SipKey key, int status, std::string_view channel);
  void note_busy(const std::string& why);
  void say_bye(Call& call);
  void release(Call& call, bool says_bye);
  void tell_finished(Call& call);
  void end(const Call& call);
  Call* find(const SipMessage& request);
  Call* find_strictly(const SipRoute& route, const SipMessage& request);

  const Parts parts_;
  std::vector<std::unique_ptr<Call>> all_;
  std::uint64_t last_number_ = 0;
  std::uint64_t busy_count_ = 0;
  std::optional<Ticks> busy_told_at_;
};

}  // namespace sunhall
