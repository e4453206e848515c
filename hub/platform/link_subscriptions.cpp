#include "hub/platform/link_subscriptions.h"

#include <algorithm>
#include <ranges>
#include <tuple>
#include <utility>

#include "hub/platform/link_identity.h"
#include "hub/platform/manscdp/answers.h"
#include "hub/platform/sip/sip_token.h"

namespace sunhall {
namespace {

/// Whether a catalogue of both is the same: what is read of a house, but for the time.
bool looks_same(const GbHouse& a, const GbHouse& b) {
  const auto look = [](const GbHouse& house) {
    return std::tie(house.name, house.version, house.licence_number, house.is_recording,
                    house.is_disk_full, house.disk_trouble, house.retention);
  };
  const auto same_camera = [](const GbCamera& x, const GbCamera& y) {
    const auto all = [](const GbCamera& c) {
      return std::tie(c.id, c.area, c.state, c.is_recorded, c.codec, c.width, c.height);
    };
    return all(x) == all(y);
  };
  const auto same_sensor = [](const GbSensor& x, const GbSensor& y) {
    return x.id == y.id && x.name == y.name;
  };
  return look(a) == look(b) && std::ranges::equal(a.cameras, b.cameras, same_camera) &&
         std::ranges::equal(a.sensors, b.sensors, same_sensor);
}

/// The event's name without its parameters: `Catalog;id=7` is Catalog.
std::string_view event_name(std::string_view event) {
  event = event.substr(0, event.find(';'));
  while (!event.empty() && event.back() == ' ') event.remove_suffix(1);
  return event;
}

}  // namespace

bool LinkSubscriptions::take(SipKey key, const SipRoute& route, const SipMessage& request,
                             const GbHouse& house, Ticks now) {
  Subscription* known = find(request);
  if (known == nullptr && !request.to_tag.empty()) {
    parts_.wire.answer(key, {.status = 481});
    return true;
  }
  Wish wish;
  const int status = find_wish(request, known, house.now.offset, wish);
  if (status != 200) {
    parts_.wire.answer(key, {.status = status, .to_tag = sip_token()});
    return status != 400;
  }
  const auto wanted = sip_number(request.header("Expires"));
  const auto expires =
      std::min(wanted ? std::chrono::seconds(*wanted) : kSubscriptionUsual, kSubscriptionMax);
  const bool is_new = known == nullptr;
  if (is_new && all_.size() >= kSubscriptionsMax) {
    parts_.wire.answer(key, {.status = 503, .to_tag = sip_token()});
    return true;
  }
  Subscription& subscription = is_new ? add(request, route, wish, house) : *known;
  subscription.dialog.remote_cseq = request.cseq;
  subscription.dialog.route = route;
  subscription.expires_at = now + expires;
  subscription.is_over = expires.count() == 0;
  if (wish.command) {
    if (const auto* query = std::get_if<AlarmQuery>(&wish.command->what)) {
      subscription.filter = query->filter;
    }
  }
  accept(key, subscription, expires, wish);
  if (!is_new || subscription.is_over) return true;
  if (subscription.kind == Kind::kCatalog) {
    for (std::string& body : catalog_first_notify(parts_.options, house, parts_.next_sn())) {
      subscription.bodies.push_back({.text = std::move(body)});
    }
  }
  // RFC 6665 §4.2.1.2: the first NOTIFY comes at once, also when there is nothing to tell.
  if (subscription.bodies.empty()) subscription.bodies.emplace_back();
  return true;
}

int LinkSubscriptions::find_wish(const SipMessage& request, const Subscription* known,
                                 std::chrono::minutes zone, Wish& wish) {
  if (known != nullptr) wish.kind = known->kind;
  const std::string_view event = event_name(request.header("Event"));
  if (request.body.empty()) {
    // A refresh may come without a body, a first one hardly says what it wants.
    if (known != nullptr) return 200;
    wish.kind = same_word(event, "Alarm") ? Kind::kAlarm : Kind::kCatalog;
    return same_word(event, "Alarm") || same_word(event, "Catalog") ? 200 : 400;
  }
  auto command = read_manscdp(request.body, zone);
  if (!command) return 400;
  wish.command = *command;
  if (std::holds_alternative<CatalogQuery>(command->what)) {
    wish.kind = Kind::kCatalog;
  } else if (std::holds_alternative<AlarmQuery>(command->what)) {
    wish.kind = Kind::kAlarm;
  } else {
    return 489;
  }
  return 200;
}

LinkSubscriptions::Subscription* LinkSubscriptions::find(const SipMessage& request) {
  for (const auto& subscription : all_) {
    if (belongs_to(request, subscription->dialog)) return subscription.get();
  }
  return nullptr;
}

LinkSubscriptions::Subscription& LinkSubscriptions::add(const SipMessage& request,
                                                        const SipRoute& route, const Wish& wish,
                                                        const GbHouse& house) {
  // A platform that was started anew subscribes again; what it had is of no use any more, and two
  // of a kind would tell everything twice.
  erase([&](const auto& old) {
    return old->kind == wish.kind && old->dialog.remote_tag != request.from_tag &&
           same_word(old->event, request.header("Event"));
  });
  auto made = std::make_unique<Subscription>();
  made->number = ++last_number_;
  made->kind = wish.kind;
  made->event = request.header("Event");
  if (made->event.empty()) made->event = wish.kind == Kind::kAlarm ? "Alarm" : "Catalog";
  made->dialog = make_dialog(request, route, sip_token(), parts_.wire.server());
  made->known = house;
  all_.push_back(std::move(made));
  return *all_.back();
}

void LinkSubscriptions::accept(SipKey key, const Subscription& subscription,
                               std::chrono::seconds expires, const Wish& wish) {
  SipAnswer answer{
      .status = 200,
      .to_tag = subscription.dialog.local_tag,
      .contact = parts_.wire.contact(),
      .headers = {{"Expires", std::to_string(expires.count())}, {"Event", subscription.event}}};
  // GB/T 28181-2022 §9.11.1: the answer carries the query's result.
  if (wish.command) {
    answer.content_type = kManscdpType;
    answer.body = result_body(*wish.command, parts_.options, true);
  }
  parts_.wire.answer(key, answer);
}

void LinkSubscriptions::note(const GbHouse& house) {
  for (const auto& subscription : all_) {
    if (subscription->kind != Kind::kCatalog || subscription->bodies.size() >= kNotifiesMax) {
      continue;
    }
    // Asked each second: two catalogues are written only when they may differ.
    if (looks_same(subscription->known, house)) continue;
    for (std::string& body :
         catalog_change_notify(parts_.options, subscription->known, house, parts_.next_sn())) {
      subscription->bodies.push_back({.text = std::move(body)});
    }
    subscription->known = house;
  }
}

bool LinkSubscriptions::is_unwanted(const LinkAlarm& alarm) const {
  const auto refuses = [&](const auto& subscription) {
    return !wants(subscription->filter, alarm.code);
  };
  const auto hears_it = [&](const auto& subscription) { return hears(*subscription, alarm); };
  auto hearing = all_ | std::views::filter(hears_it);
  return !hearing.empty() && std::ranges::all_of(hearing, refuses);
}

std::size_t LinkSubscriptions::tell_alarm(const LinkAlarm& alarm, const Told& told) {
  std::size_t count = 0;
  for (const auto& subscription : all_) {
    if (!hears(*subscription, alarm) || !wants(subscription->filter, alarm.code)) continue;
    if (subscription->bodies.size() >= kNotifiesMax) continue;
    subscription->bodies.push_back({.text = alarm.body, .told = told});
    ++count;
  }
  return count;
}

void LinkSubscriptions::drop_alarms() {
  for (const auto& subscription : all_) {
    std::erase_if(subscription->bodies, [](const Body& body) { return body.told != nullptr; });
    subscription->told = {};
  }
}

template <class Condition>
void LinkSubscriptions::erase(Condition condition) {
  for (const auto& subscription : all_) {
    if (!condition(subscription)) continue;
    // Whoever gave an alarm may find another way for it.
    if (subscription->told) subscription->told(false);
    for (const Body& body : subscription->bodies) {
      if (body.told) body.told(false);
    }
  }
  std::erase_if(all_, condition);
}

void LinkSubscriptions::step(Ticks now) {
  for (const auto& subscription : all_) {
    if (now >= subscription->expires_at) subscription->is_over = true;
    if (subscription->is_under_way || subscription->is_gone) continue;
    if (subscription->is_over) {
      notify(*subscription, {}, now);
      subscription->is_gone = true;
    } else if (!subscription->bodies.empty()) {
      Body body = std::move(subscription->bodies.front());
      subscription->bodies.pop_front();
      notify(*subscription, std::move(body), now);
    }
  }
  erase([](const auto& subscription) { return subscription->is_gone; });
}

void LinkSubscriptions::notify(Subscription& subscription, Body body, Ticks now) {
  SipRequest request = next_in_dialog(subscription.dialog, "NOTIFY");
  request.contact = parts_.wire.contact();
  const auto left = std::chrono::ceil<std::chrono::seconds>(subscription.expires_at - now);
  request.headers = {{"Event", subscription.event},
                     {"Subscription-State",
                      subscription.is_over ? std::string("terminated;reason=timeout")
                                           : "active;expires=" + std::to_string(left.count())}};
  if (!body.text.empty()) request.content_type = kManscdpType;
  request.body = std::move(body.text);
  const std::uint64_t number = subscription.number;
  const SipKey key = parts_.wire.ask(
      request, [this, number](const SipMessage* answer) { finish(number, answer); },
      &subscription.dialog.route);
  subscription.is_under_way = key != 0;
  if (key != 0) {
    subscription.told = std::move(body.told);
  } else if (body.told) {
    body.told(false);
  }
}

void LinkSubscriptions::finish(std::uint64_t number, const SipMessage* answer) {
  if (answer != nullptr && answer->status < 200) return;
  for (const auto& subscription : all_) {
    if (subscription->number != number) continue;
    subscription->is_under_way = false;
    const Told told = std::exchange(subscription->told, {});
    if (told) told(answer != nullptr && answer->status < 300);
    // RFC 6665 §4.2.2: whoever does not take a NOTIFY has no subscription any more.
    if (answer == nullptr || answer->status == 481) subscription->is_gone = true;
  }
}

}  // namespace sunhall
