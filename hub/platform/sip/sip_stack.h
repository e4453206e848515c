// SIP's transactions: what we ask is repeated until answered, what we are asked is answered once.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "hub/platform/sip/sip_message.h"

// NOLINTBEGIN(readability-identifier-naming): the library's names.
struct osip;
struct osip_event;
struct osip_message;
struct osip_transaction;
// NOLINTEND(readability-identifier-naming)

namespace sunhall {

/// Requests of ours that wait for an answer, and answers that may have to be repeated.
inline constexpr std::size_t kSipAskedMax = 128;
inline constexpr std::size_t kSipAnsweredMax = 256;
/// A request that nobody answered for so long may be forgotten: whoever asked gave up after 32 s.
inline constexpr Ticks kSipUnansweredMax = std::chrono::seconds(64);

/// A transaction; 0 is none.
using SipKey = std::uint64_t;

/// Which way a message goes: over what, to whom, and as whom it names us.
struct SipRoute {
  SipChannel channel = SipChannel::kUdp;
  SipPeer peer;
  SipPeer local;
};

/// Runs the transactions of one link over osip's machines.
///
/// Threads: one.
/// Blocks:  never.
/// Source:  RFC 3261 §17.
class SipStack {
 public:
  /// Called from `receive`, `answer`, `ask` and `run`; never one inside the other.
  struct Hooks {
    /// Puts a text on the wire; false when it cannot be, for good.
    std::function<bool(const SipRoute&, const std::string&)> send;
    /// Somebody asks something, once; an ACK that ends an INVITE has the key 0.
    std::function<void(SipKey, const SipRoute&, const SipMessage&)> request;
    /// What we asked was answered, provisionally or at last.
    std::function<void(SipKey, const SipMessage&)> response;
    /// What we asked was not answered in 32 s, or could not be sent.
    std::function<void(SipKey)> silence;
    /// The time, for a test; empty: the steady clock's.
    std::function<Ticks()> now{};
  };

  SipStack(std::string user_agent, Hooks hooks);
  ~SipStack();
  SipStack(const SipStack&) = delete;
  SipStack& operator=(const SipStack&) = delete;

  /// Takes what came from a peer. The oldest answers are forgotten when too many wait.
  ///
  /// Errors:  kBadInput for what is no SIP message; kExhausted when nothing can be forgotten.
  Result<void> receive(const SipRoute& route, std::string_view text);

  /// Sends a request and repeats it as UDP needs; 0 when too many wait already.
  SipKey ask(const SipRoute& route, const SipRequest& request);
  /// Answers a request of `Hooks::request`; one that was forgotten is not answered any more.
  void answer(SipKey key, const SipAnswer& answer);
  /// Stops waiting for an answer: nothing is told of it any more.
  void forget(SipKey key);

  /// Does what time brings.
  void run();
  /// How long `run` is not needed.
  std::chrono::milliseconds idle_time() const;
  std::size_t transaction_count() const { return entries_.size(); }

 private:
  struct Entry;
  struct Notice {
    enum class What : unsigned char { kNothing, kRequest, kResponse, kSilence };
    What what = What::kRequest;
    SipKey key = 0;
    SipRoute route;
    SipMessage message;
  };

  static SipStack& of(osip_transaction* transaction);
  static int on_send(osip_transaction* transaction, osip_message* message, char* host, int port,
                     int socket);
  static void on_request(int type, osip_transaction* transaction, osip_message* message);
  static void on_response(int type, osip_transaction* transaction, osip_message* message);
  static void on_timeout(int type, osip_transaction* transaction, osip_message* message);
  static void on_transport_error(int type, osip_transaction* transaction, int error);
  static void on_kill(int type, osip_transaction* transaction);

  void set_callbacks();
  void note_silence(SipKey key);
  Result<void> begin_answering(const SipRoute& route, osip_event* event, bool is_invite);
  bool make_room();
  Ticks now() const;
  Entry* entry_of(osip_transaction* transaction);
  void tell();

  // Constant after construction.
  const std::string user_agent_;
  const Hooks hooks_;
  const std::unique_ptr<osip, void (*)(osip*)> osip_;
  // Touched only by the link's thread.
  std::map<SipKey, std::unique_ptr<Entry>> entries_;
  std::vector<SipKey> ended_;
  std::vector<Notice> notices_;
  SipKey last_key_ = 0;
  std::size_t asked_count_ = 0;
  bool is_telling_ = false;
};

}  // namespace sunhall
