// One platform: registered, answered, served, on the desk's thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "hub/platform/link_alarms.h"
#include "hub/platform/link_calls.h"
#include "hub/platform/link_queue.h"
#include "hub/platform/link_subscriptions.h"
#include "hub/platform/link_wire.h"
#include "hub/platform/manscdp/alarm.h"
#include "hub/platform/name_lookup.h"
#include "hub/platform/platform_desk.h"
#include "hub/platform/record_lister.h"
#include "hub/platform/registration.h"

namespace sunhall {

/// Joins the parts of a link: what comes is given to the part it is for, what the registration
/// decides is sent.
///
/// Threads: one.
/// Blocks:  never.
class PlatformLink {
 public:
  struct Parts {
    const Clock& clock;
    GbMediaDesk& media;
    NameLookup& names;
    RecordLister& records;
    std::function<void(std::function<void()>)> post;  // runs it later, on the desk's thread
    std::function<void(const PlatformStep&)> on_step;
    std::string user_agent;
    std::uint64_t seed = 0;
  };

  /// All parts outlive it.
  PlatformLink(PlatformOptions options, const Parts& parts, GbHouse house);
  PlatformLink(const PlatformLink&) = delete;
  PlatformLink& operator=(const PlatformLink&) = delete;

  Result<void> open() { return wire_.open(); }
  void note(const GbHouse& house, std::vector<GbTrouble> troubles);
  void media_ended(GbMediaId id, GbMediaEnd end) { calls_.media_ended(id, end); }

  int fd() const { return wire_.fd(); }
  short wanted_events() const { return wire_.wanted_events(); }
  void go_on(short events) { wire_.go_on(events); }
  /// Does what is due.
  void step();
  /// How long `step` is not needed.
  std::chrono::milliseconds idle_time() const;

  /// Begins to unregister.
  void leave();
  bool is_over() const { return registration_.is_over(); }
  PlatformFigures figures() const;

 private:
  bool is_registered() const {
    return registration_.figures().state == PlatformLinkState::kRegistered;
  }
  void tell_registration(const RegistrationEvent& event);
  void tell_change(PlatformLinkState before);
  void tell_step(PlatformStep::What what, int status, std::string words);
  void perform(const SendRegister& action);
  void perform(const SendKeepalive& action);
  bool try_register();
  SipRequest make_register(const SendRegister& action);
  void take_register_answer(const SipMessage* answer);
  void take_keepalive_answer(const SipMessage* answer);
  bool send_body(const std::string& body, LinkQueue::Told told);
  void take_request(SipKey key, const SipRoute& route, const SipMessage& request);
  void take_message(SipKey key, const SipMessage& request);
  void list_records(const ManscdpCommand& command, const GbDeed& deed);
  void put_list(const ManscdpCommand& command, const std::string& question, LinkQueue::Make make);
  void perform_deed(const ManscdpCommand& command, const GbDeed& deed);
  void raise_alarms();
  std::optional<std::size_t> send_alarm(const LinkAlarm& alarm, LinkAlarms::Way way,
                                        const LinkAlarms::Told& told);
  void break_off(const std::string& why);
  GbHouse house_now() const;

  // Constant after construction.
  const PlatformOptions options_;
  const Parts parts_;
  const std::string tag_;
  // Touched only by the desk's thread.
  GbHouse house_;
  std::vector<GbTrouble> troubles_;
  AlarmGate gate_;
  Registration registration_;
  std::optional<RegistrarAddress> sent_to_;  // by a redirect
  std::optional<SendRegister> pending_;      // waits for an address
  Ticks pending_until_{0};
  // Of the newest of each: what is said of others is late.
  SipKey register_key_ = 0;
  SipKey keepalive_key_ = 0;
  std::uint64_t register_number_ = 0;
  std::uint64_t keepalive_number_ = 0;
  bool has_no_way_ = false;  // to be told to the registration, not from inside of it
  std::string register_call_;
  std::uint32_t register_cseq_ = 0;
  std::string told_contact_;  // in the registration that stands
  std::uint32_t last_sn_ = 0;
  std::uint64_t refused_count_ = 0;
  Ticks looked_at_{0};
  WallTime since_{};
  LinkWire wire_;
  LinkQueue queue_;
  LinkAlarms alarms_;
  LinkSubscriptions subscriptions_;
  LinkCalls calls_;
};

}  // namespace sunhall
