// What a platform has subscribed to: the catalogue's changes, alarms.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "hub/platform/link_alarms.h"
#include "hub/platform/link_wire.h"
#include "hub/platform/manscdp/alarm_filter.h"
#include "hub/platform/manscdp/command.h"
#include "hub/platform/manscdp/house.h"
#include "hub/platform/sip/sip_dialog.h"
#include "native/site_platform.h"

namespace sunhall {

inline constexpr std::size_t kSubscriptionsMax = 16;
/// NOTIFYs that wait for one subscription; further changes are told together when there is room.
inline constexpr std::size_t kNotifiesMax = 256;
inline constexpr std::chrono::seconds kSubscriptionMax{604'800};
inline constexpr std::chrono::seconds kSubscriptionUsual{3'600};

/// Answers SUBSCRIBE and sends NOTIFYs, one at a time for each subscription.
///
/// Threads: one.
/// Source:  RFC 6665; GB/T 28181-2022 §9.11, Annex N.
class LinkSubscriptions {
 public:
  struct Parts {
    const PlatformOptions& options;
    LinkWire& wire;
    std::function<std::uint32_t()> next_sn;
  };

  explicit LinkSubscriptions(Parts parts) : parts_(std::move(parts)) {}

  /// Answers a SUBSCRIBE. Returns false when its body or its headers broke their format.
  bool take(SipKey key, const SipRoute& route, const SipMessage& request, const GbHouse& house,
            Ticks now);
  /// Tells what changed to those who want it.
  void note(const GbHouse& house);
  /// Called once with what became of an alarm: whether its subscriber took it.
  using Told = std::function<void(bool was_taken)>;
  /// Whether there are subscribers for an alarm's time, and none of them wants its kind.
  bool is_unwanted(const LinkAlarm& alarm) const;
  /// Tells an alarm to those who want it; returns how many they are.
  std::size_t tell_alarm(const LinkAlarm& alarm, const Told& told);
  /// Forgets the alarms that wait or are under way: nothing is told of them any more.
  void drop_alarms();
  /// Ends what has expired, sends what may be sent.
  void step(Ticks now);
  void clear() { all_.clear(); }
  std::size_t count() const { return all_.size(); }

 private:
  enum class Kind : unsigned char { kCatalog, kAlarm };
  struct Body {
    std::string text{};
    Told told{};  // of an alarm
  };
  struct Subscription {
    std::uint64_t number = 0;
    Kind kind = Kind::kCatalog;
    GbAlarmFilter filter;  // of kAlarm
    std::string event;     // as it came: it goes back into each NOTIFY
    SipDialog dialog;
    Ticks expires_at{0};
    GbHouse known;  // the catalogue as its subscriber knows it
    std::deque<Body> bodies;
    Told told;  // of the one under way; empty: no alarm
    bool is_under_way = false;
    bool is_over = false;  // its last NOTIFY has still to be sent
    bool is_gone = false;
  };

  /// Whether it stands for alarms of this time.
  static bool hears(const Subscription& subscription, const LinkAlarm& alarm) {
    return subscription.kind == Kind::kAlarm && !subscription.is_over &&
           is_for(subscription.filter, alarm.at);
  }

  struct Wish {
    Kind kind = Kind::kCatalog;
    std::optional<ManscdpCommand> command;
  };

  static int find_wish(const SipMessage& request, const Subscription* known,
                       std::chrono::minutes zone, Wish& wish);
  Subscription* find(const SipMessage& request);
  Subscription& add(const SipMessage& request, const SipRoute& route, const Wish& wish,
                    const GbHouse& house);
  void accept(SipKey key, const Subscription& subscription, std::chrono::seconds expires,
              const Wish& wish);
  void notify(Subscription& subscription, Body body, Ticks now);
  template <class Condition>
  void erase(Condition condition);
  void finish(std::uint64_t number, const SipMessage* answer);

  const Parts parts_;
  std::vector<std::unique_ptr<Subscription>> all_;
  std::uint64_t last_number_ = 0;
};

}  // namespace sunhall
