#include "hub/platform/platform_link.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "hub/platform/link_identity.h"
#include "hub/platform/manscdp/answers.h"
#include "hub/platform/sip/sip_token.h"

namespace sunhall {
namespace {

constexpr Ticks kLookEvery = std::chrono::seconds(1);
constexpr const char* kMethods = "INVITE, ACK, BYE, CANCEL, INFO, MESSAGE, SUBSCRIBE, OPTIONS";

}  // namespace

PlatformLink::PlatformLink(PlatformOptions options, const Parts& parts, GbHouse house)
    : options_(std::move(options)),
      parts_(parts),
      tag_(sip_token()),
      house_(std::move(house)),
      registration_({.expires = options_.expires,
                     .keepalive = options_.keepalive,
                     .keepalive_misses_max = options_.keepalive_misses_max,
                     .seed = parts.seed}),
      wire_(options_, parts.user_agent,
            {.request = [this](SipKey key, const SipRoute& route,
                               const SipMessage& request) { take_request(key, route, request); },
             .broke = [this](const std::string& why) { break_off(why); }}),
      queue_([this](const std::string& body, LinkQueue::Told told) {
        return send_body(body, std::move(told));
      }),
      alarms_([this](const LinkAlarm& alarm, LinkAlarms::Way way, const LinkAlarms::Told& told) {
        return send_alarm(alarm, way, told);
      }),
      subscriptions_(
          {.options = options_, .wire = wire_, .next_sn = [this] { return ++last_sn_; }}),
      calls_({.options = options_,
              .wire = wire_,
              .media = parts.media,
              .clock = parts.clock,
              .post = parts.post,
              .next_sn = [this] { return ++last_sn_; },
              .tell = [this](PlatformStep::What what, int status,
                             std::string words) { tell_step(what, status, std::move(words)); }}) {
  since_ = parts_.clock.now().wall.utc;
}

void PlatformLink::tell_step(PlatformStep::What what, int status, std::string words) {
  if (!parts_.on_step) return;
  const RegistrationFigures& known = registration_.figures();
  parts_.on_step({.platform = options_.id,
                  .what = what,
                  .status = status,
                  .words = std::move(words),
                  .clock_drift = known.clock_drift,
                  .version = known.version});
}

GbHouse PlatformLink::house_now() const {
  GbHouse house = house_;
  house.now = parts_.clock.now().wall;
  return house;
}

void PlatformLink::note(const GbHouse& house, std::vector<GbTrouble> troubles) {
  GbHouse before = std::exchange(house_, house);
  before.now = house_.now;
  std::erase_if(troubles, [&](const GbTrouble& trouble) { return !is_told(options_, trouble); });
  troubles_ = std::move(troubles);
  subscriptions_.note(house_now());
  // Whatever the next keepalive says differently is told soon.
  if (keepalive_body(options_, before, 0) != keepalive_body(options_, house_, 0)) {
    tell_registration(StatusChanged{});
  }
}

void PlatformLink::step() {
  wire_.run();
  // After its time the registration does not wait for it any more.
  const bool is_late = pending_ && parts_.clock.now().ticks >= pending_until_;
  if (pending_ && (is_late || try_register())) pending_.reset();
  if (std::exchange(has_no_way_, false)) tell_registration(RegisterSilence{});
  tell_registration(TimePassed{});
  const Ticks now = parts_.clock.now().ticks;
  calls_.step(now);
  if (!is_registered()) return;
  subscriptions_.step(now);
  queue_.pump();
  if (now < looked_at_ + kLookEvery) return;
  looked_at_ = now;
  raise_alarms();
  if (wire_.contact() != told_contact_) tell_registration(AddressChanged{});
}

std::chrono::milliseconds PlatformLink::idle_time() const {
  constexpr std::chrono::milliseconds kStepMax{500};
  const auto until = registration_.wake_at() - parts_.clock.now().ticks;
  if (until <= Ticks(0)) return std::chrono::milliseconds(0);
  const auto wait = std::min<Ticks>(until, kStepMax);
  return std::min(std::chrono::ceil<std::chrono::milliseconds>(wait), wire_.idle_time());
}

void PlatformLink::tell_registration(const RegistrationEvent& event) {
  const PlatformLinkState before = registration_.figures().state;
  for (const RegistrationAction& action : registration_.step(parts_.clock.now(), event)) {
    std::visit([this](const auto& what) { perform(what); }, action);
  }
  if (registration_.figures().state != before) tell_change(before);
}

void PlatformLink::tell_change(PlatformLinkState before) {
  const RegistrationFigures& now = registration_.figures();
  since_ = parts_.clock.now().wall.utc;
  if (now.state == PlatformLinkState::kRegistered) {
    spdlog::info("platform {}: registered", options_.id);
    return;
  }
  spdlog::warn("platform {}: {}: {}", options_.id, platform_link_state_word(now.state),
               now.trouble);
  if (before != PlatformLinkState::kRegistered) return;
  // A platform that lost us has no sessions with us either.
  calls_.drop_all(false);
  queue_.clear();
  // Its alarms wait until it is back.
  subscriptions_.drop_alarms();
  alarms_.give_back();
}

void PlatformLink::perform(const SendKeepalive&) {
  if (keepalive_key_ != 0) wire_.forget(std::exchange(keepalive_key_, 0));
  const std::string body = keepalive_body(options_, house_now(), ++last_sn_);
  keepalive_key_ = wire_.ask(make_message(options_, wire_.server(), tag_, sip_token(), body),
                             [this, number = ++keepalive_number_](const SipMessage* answer) {
                               if (number == keepalive_number_) take_keepalive_answer(answer);
                             });
}

void PlatformLink::take_keepalive_answer(const SipMessage* answer) {
  if (answer != nullptr && answer->status < 200) return;
  keepalive_key_ = 0;
  if (answer == nullptr) {
    tell_step(PlatformStep::What::kKeepaliveMissed, 0, {});
    return tell_registration(KeepaliveSilence{});
  }
  tell_step(PlatformStep::What::kKeepaliveAnswered, answer->status, {});
  tell_registration(KeepaliveAnswer{answer->status});
}

bool PlatformLink::send_body(const std::string& body, LinkQueue::Told told) {
  const auto done = [told = std::move(told)](const SipMessage* answer) {
    if (answer != nullptr && answer->status < 200) return;
    told(answer != nullptr && answer->status < 300);
  };
  return wire_.ask(make_message(options_, wire_.server(), tag_, sip_token(), body), done) != 0;
}

void PlatformLink::take_request(SipKey key, const SipRoute& route, const SipMessage& request) {
  const std::string& method = request.method;
  if (method == "MESSAGE") return take_message(key, request);
  // Whom we do not know as ours has nothing to call for.
  if (method == "INVITE" && !is_registered()) {
    wire_.answer(key, {.status = 480, .to_tag = sip_token()});
  } else if (method == "INVITE" || method == "ACK" || method == "BYE" || method == "CANCEL" ||
             method == "INFO") {
    if (!calls_.take(key, route, request)) ++refused_count_;
  } else if (method == "SUBSCRIBE") {
    const Ticks now = parts_.clock.now().ticks;
    if (!subscriptions_.take(key, route, request, house_now(), now)) ++refused_count_;
  } else if (method == "OPTIONS") {
    wire_.answer(
        key,
        {.status = 200, .to_tag = sip_token(), .contact = {}, .headers = {{"Allow", kMethods}}});
  } else {
    wire_.answer(
        key,
        {.status = 405, .to_tag = sip_token(), .contact = {}, .headers = {{"Allow", kMethods}}});
  }
}

void PlatformLink::take_message(SipKey key, const SipMessage& request) {
  const auto command = read_manscdp(request.body, parts_.clock.now().wall.offset);
  if (!command) {
    ++refused_count_;
    return wire_.answer(key, {.status = 400, .to_tag = sip_token()});
  }
  wire_.answer(key, {.status = 200, .to_tag = sip_token()});
  if (std::holds_alternative<CatalogQuery>(command->what)) {
    tell_step(PlatformStep::What::kQueryAnswered, 200, command->cmd_type);
    // The largest of all answers: made when its turn comes, once for those who ask in a rush.
    return put_list(*command, "Catalog " + command->device_id,
                    [this, asked = *command](const std::vector<std::string>& sns) {
                      return catalog_answers(asked, sns, options_, house_now());
                    });
  }
  GbReply reply = answer_command(*command, options_, house_now());
  if (command->root == "Query") {
    tell_step(PlatformStep::What::kQueryAnswered, 200, command->cmd_type);
  }
  if (!reply.bodies.empty() && !queue_.put(std::move(reply.bodies))) {
    queue_.put_refusal(busy_body(*command, options_));
  }
  perform_deed(*command, reply.deed);
}

void PlatformLink::put_list(const ManscdpCommand& command, const std::string& question,
                            LinkQueue::Make make) {
  if (queue_.put_answer(question, command.sn, std::move(make))) return;
  queue_.put_refusal(busy_body(command, options_));
}

void PlatformLink::perform_deed(const ManscdpCommand& command, const GbDeed& deed) {
  switch (deed.what) {
    case GbDeed::What::kNothing:
      break;
    case GbDeed::What::kListRecords:
      list_records(command, deed);
      break;
    case GbDeed::What::kWantKeyframe:
      for (const PlatformChannel& channel : options_.channels) {
        if (channel.camera != deed.subject) continue;
        for (const StreamKind kind : streams_of(channel)) {
          parts_.media.want_keyframe({.camera = channel.camera, .kind = kind});
        }
      }
      break;
    case GbDeed::What::kResetAlarm:
      gate_.reset(deed.subject.empty() ? std::nullopt
                                       : std::optional<std::string_view>(deed.subject));
      break;
  }
}

void PlatformLink::list_records(const ManscdpCommand& command, const GbDeed& deed) {
  // A day's list may be a thousand bodies: they are written when their turn comes.
  const auto tell = [this, command](const std::vector<GbRecordItem>& items) {
    put_list(command, "RecordInfo " + command.device_id + " " + command.sn,
             [this, command, items](const std::vector<std::string>&) {
               return LinkQueue::Lists{record_info_bodies(command, options_, items, house_now())};
             });
  };
  const bool is_asked =
      parts_.records.ask({.camera = deed.subject,
                          .from = deed.from,
                          .to = deed.to,
                          .done = [post = parts_.post, tell](std::vector<GbRecordItem> items) {
                            post([tell, items = std::move(items)] { tell(items); });
                          }});
  if (!is_asked) queue_.put_refusal(busy_body(command, options_));
}

void PlatformLink::raise_alarms() {
  const Moment now = parts_.clock.now();
  for (const GbAlarm& alarm : gate_.step(now, troubles_)) {
    std::string body = alarm_body(options_, alarm, now.wall.offset, ++last_sn_);
    if (body.empty()) continue;
    alarms_.put({.body = std::move(body), .code = alarm_code(alarm.trouble.kind), .at = alarm.at},
                now.ticks);
  }
  alarms_.step(now.ticks);
}

std::optional<std::size_t> PlatformLink::send_alarm(const LinkAlarm& alarm, LinkAlarms::Way way,
                                                    const LinkAlarms::Told& told) {
  // Who has said which alarms it wants does not want the others by another way either.
  if (subscriptions_.is_unwanted(alarm)) return std::nullopt;
  if (way == LinkAlarms::Way::kSubscribers) {
    if (const std::size_t count = subscriptions_.tell_alarm(alarm, told); count > 0) return count;
  }
  return queue_.put_first(alarm.body, told) ? 1 : 0;
}

void PlatformLink::break_off(const std::string& why) {
  spdlog::debug("platform {}: {}", options_.id, why);
  tell_registration(ConnectionBroke{});
}

void PlatformLink::leave() {
  calls_.drop_all(is_registered());
  tell_registration(LeavePlatform{});
}

PlatformFigures PlatformLink::figures() const {
  const RegistrationFigures& known = registration_.figures();
  return {.id = options_.id,
          .name = options_.name,
          .state = known.state,
          .since = since_,
          .trouble = known.trouble,
          .registered_since = known.registered_since,
          .registered_until = known.registered_until,
          .version = known.version,
          .clock_drift = known.clock_drift,
          .missed_keepalives = known.missed_keepalives,
          .session_count = calls_.count(),
          .register_count = known.register_count,
          .lost_count = known.lost_count,
          .busy_call_count = calls_.busy_count(),
          .refused_message_count = refused_count_ + wire_.refused_count(),
          .dropped_body_count = queue_.dropped_count() + alarms_.dropped_count()};
}

}  // namespace sunhall
