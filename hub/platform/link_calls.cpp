#include "hub/platform/link_calls.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "hub/platform/link_identity.h"
#include "hub/platform/manscdp/answers.h"
#include "hub/platform/manscdp/mansrtsp.h"
#include "hub/platform/sip/sip_token.h"

namespace sunhall {
namespace {

constexpr Ticks kRepeatFirst = std::chrono::milliseconds(500);  // RFC 3261: T1
constexpr Ticks kRepeatMax = std::chrono::seconds(4);           // T2

/// The user of a SIP URI: `sip:4207…@4207000000` is 4207….
std::string_view user_of(std::string_view uri) {
  const std::size_t colon = uri.find(':');
  const std::size_t at = uri.find('@');
  if (colon == std::string_view::npos || at == std::string_view::npos || at < colon) return {};
  return uri.substr(colon + 1, at - colon - 1);
}

}  // namespace

bool LinkCalls::take(SipKey key, const SipRoute& route, const SipMessage& request) {
  if (request.method == "INVITE") return take_invite(key, route, request);
  if (request.method == "INFO") return take_info(key, route, request);
  if (request.method == "ACK") {
    take_ack(route, request);
  } else if (request.method == "BYE") {
    take_bye(key, request);
  } else if (request.method == "CANCEL") {
    take_cancel(key, request);
  }
  return true;
}

LinkCalls::Call* LinkCalls::find(const SipMessage& request) {
  for (const auto& call : all_) {
    if (belongs_to(request, call->dialog)) return call.get();
  }
  return nullptr;
}

LinkCalls::Call* LinkCalls::find_strictly(const SipRoute& route, const SipMessage& request) {
  const bool is_believed = route.channel == SipChannel::kTcp || !request.to_tag.empty();
  return is_believed ? find(request) : nullptr;
}

void LinkCalls::refuse_invite(SipKey key, int status, std::string_view channel) {
  refuse(key, status);
  parts_.tell(PlatformStep::What::kInviteRefused, status, std::string(channel));
}

void LinkCalls::refuse(SipKey key, int status) {
  parts_.wire.answer(key, {.status = status, .to_tag = sip_token()});
}

bool LinkCalls::take_invite(SipKey key, const SipRoute& route, const SipMessage& request) {
  parts_.wire.answer(key, {.status = 100});
  if (take_known_invite(key, request)) return true;
  const std::uint64_t number = last_number_ + 1;
  GbCallPlan plan = plan_call(parts_.options, user_of(request.uri), request.content_type,
                              request.body, static_cast<std::uint32_t>(number));
  const bool is_whole = !plan.broke_format;
  if (!request.to_tag.empty()) {
    Call* old = find(request);
    if (old == nullptr) plan.refusal = 481;
    if (plan.refusal == 0) {
      const SipDialog dialog = old->dialog;
      release(*old, false);
      begin_call(key, route, request, std::move(plan), &dialog);
      return true;
    }
  }
  if (plan.refusal != 0) {
    refuse_invite(key, plan.refusal, user_of(request.uri));
    return is_whole;
  }
  begin_call(key, route, request, std::move(plan), nullptr);
  return true;
}

bool LinkCalls::take_known_invite(SipKey key, const SipMessage& request) {
  for (const auto& call : all_) {
    if (call->dialog.call_id != request.call_id || call->dialog.remote_tag != request.from_tag ||
        call->dialog.remote_cseq != request.cseq) {
      continue;
    }
    // A 200 OK that was lost: osip's transaction is over, and the INVITE looks new to it.
    if (call->answer) {
      parts_.wire.answer(key, *call->answer);
    } else {
      // RFC 3261 §8.2.2.2: it came on two ways; the first one will be answered.
      refuse(key, 482);
    }
    return true;
  }
  return false;
}

void LinkCalls::begin_call(SipKey key, const SipRoute& route, const SipMessage& request,
                           GbCallPlan plan, const SipDialog* old_dialog) {
  const std::string sender(call_sender(request.header("Subject")));
  // GB/T 28181-2022 Annex K: the same stream once more means that the old one is of no use.
  std::vector<Call*> replaced;
  for (const auto& call : all_) {
    const bool is_same_call = call->dialog.call_id == request.call_id;
    // Some platforms write the same number for live and for the past, and want both.
    const bool is_same_stream =
        !sender.empty() && call->sender == sender && call->offer.session == plan.offer.session;
    if (is_same_call || is_same_stream) replaced.push_back(call.get());
  }
  for (Call* call : replaced) release(*call, call->dialog.call_id != request.call_id);
  if (all_.size() >= kLinkCallsMax) {
    note_busy("too many sessions are running");
    return refuse_invite(key, 486, plan.channel);
  }

  auto call = std::make_unique<Call>();
  call->number = ++last_number_;
  call->invite_key = key;
  call->invite = request;
  call->dialog = make_dialog(request, route, sip_token(), parts_.wire.server());
  if (old_dialog != nullptr) call->dialog.local_cseq = old_dialog->local_cseq;
  call->offer = std::move(plan.offer);
  call->channel = plan.channel;
  call->sender = sender;
  call->ssrc = plan.wish.ssrc;
  call->stream_number = plan.stream_number;
  parts_.tell(PlatformStep::What::kInvited, 0, call->channel);
  const std::uint64_t number = call->number;
  all_.push_back(std::move(call));
  parts_.media.prepare(plan.wish, [this, number, post = parts_.post](Result<GbMediaReady> ready) {
    post([this, number, ready = std::move(ready)] { media_ready(number, ready); });
  });
}

void LinkCalls::media_ready(std::uint64_t number, Result<GbMediaReady> ready) {
  const auto found = std::find_if(all_.begin(), all_.end(),
                                  [&](const auto& call) { return call->number == number; });
  if (found == all_.end()) {
    // It was cancelled or replaced in the meantime.
    if (ready) parts_.media.stop(ready->id);
    return;
  }
  Call& call = **found;
  if (ready) return accept(call, *ready);
  spdlog::debug("platform {}: no video of {}: {}", parts_.options.id, call.channel,
                ready.error().what);
  if (ready.error().kind == ErrorKind::kExhausted) note_busy(ready.error().what);
  refuse_invite(call.invite_key, call_refusal(ready.error().kind), call.channel);
  end(call);
}

void LinkCalls::note_busy(const std::string& why) {
  ++busy_count_;
  const Ticks now = parts_.clock.now().ticks;
  if (busy_told_at_ && now < *busy_told_at_ + kBusyToldEvery) return;
  busy_told_at_ = now;
  spdlog::warn("platform {}: a call is refused as busy (486): {}", parts_.options.id, why);
}

void LinkCalls::accept(Call& call, const GbMediaReady& ready) {
  call.media = ready.id;
  const std::string& host =
      parts_.options.media_host.empty() ? parts_.wire.own_host() : parts_.options.media_host;
  SipAnswer answer{.status = 200,
                   .to_tag = call.dialog.local_tag,
                   .contact = parts_.wire.contact(),
                   .headers = {},
                   .content_type = "application/sdp"};
  answer.body = write_sdp_answer(
      call.offer, {.channel = call.channel,
                   .host = host,
                   .port = ready.port,
                   .ssrc = call.ssrc,
                   .format = sdp_format(codec_word(ready.codec), ready.width, ready.height),
                   .file_bytes = ready.file_bytes,
                   .stream_number = call.stream_number});
  const Ticks now = parts_.clock.now().ticks;
  call.answer = answer;
  call.answer_text = write_answer(call.invite, answer, parts_.wire.user_agent());
  call.state = State::kAnswered;
  call.answered_at = now;
  call.repeat_wait = kRepeatFirst;
  call.repeat_at = now + kRepeatFirst;
  parts_.wire.answer(call.invite_key, answer);
  parts_.tell(PlatformStep::What::kVideoOffered, 200, call_way(call.offer, ready.port));
}

void LinkCalls::take_ack(const SipRoute& route, const SipMessage& request) {
  Call* call = find_strictly(route, request);
  if (call == nullptr || call->state != State::kAnswered) return;
  call->state = State::kRunning;
  call->answer_text.clear();
  parts_.media.start(*call->media);
  parts_.tell(PlatformStep::What::kAcknowledged, 0, call->channel);
}

void LinkCalls::take_bye(SipKey key, const SipMessage& request) {
  Call* call = find(request);
  if (call == nullptr) return refuse(key, 481);
  parts_.wire.answer(key, {.status = 200});
  parts_.tell(PlatformStep::What::kMediaEnded, 0, call->channel);
  // RFC 3261 §15.1.2: an INVITE that still waits is answered, too.
  release(*call, false);
}

void LinkCalls::take_cancel(SipKey key, const SipMessage& request) {
  // RFC 3261 §9.2: it carries the INVITE's Call-ID, From and CSeq number.
  const auto found = std::find_if(all_.begin(), all_.end(), [&](const auto& call) {
    return call->dialog.call_id == request.call_id && call->dialog.remote_tag == request.from_tag &&
           call->dialog.remote_cseq == request.cseq;
  });
  if (found == all_.end()) return refuse(key, 481);
  const Call& call = **found;
  parts_.wire.answer(key, {.status = 200, .to_tag = call.dialog.local_tag});
  if (call.state != State::kPreparing) return;
  parts_.wire.answer(call.invite_key, {.status = 487, .to_tag = call.dialog.local_tag});
  end(call);
}

bool LinkCalls::take_info(SipKey key, const SipRoute& route, const SipMessage& request) {
  Call* call = find_strictly(route, request);
  if (call == nullptr) {
    refuse(key, 481);
    return true;
  }
  const auto order = read_mansrtsp(request.body);
  if (!order) {
    refuse(key, 400);
    return false;
  }
  GbPlaybackOrder wish{
      .what = GbPlaybackOrder::What::kPlay, .scale = order->scale, .from_start = order->from_start};
  if (order->what == MansrtspOrder::What::kPause) wish.what = GbPlaybackOrder::What::kPause;
  if (order->what == MansrtspOrder::What::kTeardown) wish.what = GbPlaybackOrder::What::kTeardown;
  const bool was_followed = call->media && parts_.media.order(*call->media, wish).has_value();
  if (was_followed) note_order(*call, wish);
  parts_.wire.answer(key, {.status = 200,
                           .to_tag = {},
                           .contact = {},
                           .headers = {},
                           .content_type = "Application/MANSRTSP",
                           .body = write_mansrtsp_answer(*order, was_followed)});
  return true;
}

void LinkCalls::note_order(Call& call, const GbPlaybackOrder& order) const {
  if (order.what == GbPlaybackOrder::What::kTeardown) {
    // A BYE ought to follow.
    call.bye_at = parts_.clock.now().ticks + kByeMax;
  } else if (call.state == State::kFinished && order.what == GbPlaybackOrder::What::kPlay &&
             order.from_start) {
    // It plays again, and its end will be told again.
    call.state = State::kRunning;
    call.bye_at.reset();
  }
}

void LinkCalls::media_ended(GbMediaId id, GbMediaEnd why) {
  const auto found =
      std::find_if(all_.begin(), all_.end(), [&](const auto& call) { return call->media == id; });
  if (found == all_.end()) return;
  Call& call = **found;
  parts_.tell(PlatformStep::What::kMediaEnded, 0, call.channel);
  if (why == GbMediaEnd::kFinished && call.state == State::kRunning) return tell_finished(call);
  say_bye(call);
  end(call);
}

void LinkCalls::tell_finished(Call& call) {
  call.state = State::kFinished;
  call.bye_at = parts_.clock.now().ticks + kByeMax;
  SipRequest request = next_in_dialog(call.dialog, "MESSAGE");
  request.content_type = kManscdpType;
  request.body = media_status_body(parts_.options, call.channel, parts_.next_sn());
  parts_.wire.ask(request, {}, &call.dialog.route);
}

void LinkCalls::step(Ticks now) {
  std::vector<Call*> overdue;
  for (const auto& call : all_) {
    if (call->state == State::kAnswered && now >= call->answered_at + kAckMax) {
      overdue.push_back(call.get());
    } else if (call->state == State::kAnswered && now >= call->repeat_at) {
      repeat_answer(*call, now);
    } else if (call->bye_at && now >= *call->bye_at) {
      overdue.push_back(call.get());
    }
  }
  for (Call* call : overdue) {
    say_bye(*call);
    end(*call);
  }
}

void LinkCalls::repeat_answer(Call& call, Ticks now) {
  parts_.wire.repeat(call.dialog.route, call.answer_text);
  call.repeat_wait = std::min(call.repeat_wait * 2, kRepeatMax);
  call.repeat_at = now + call.repeat_wait;
}

void LinkCalls::say_bye(Call& call) {
  if (call.state == State::kPreparing) return;
  parts_.wire.ask(next_in_dialog(call.dialog, "BYE"), {}, &call.dialog.route);
}

void LinkCalls::end(const Call& call) {
  if (call.media) parts_.media.stop(*call.media);
  std::erase_if(all_, [&](const auto& known) { return known.get() == &call; });
}

void LinkCalls::drop_all(bool says_bye) {
  while (!all_.empty()) {
    release(*all_.back(), says_bye);
  }
}

void LinkCalls::release(Call& call, bool says_bye) {
  if (call.state == State::kPreparing) {
    parts_.wire.answer(call.invite_key, {.status = 487, .to_tag = call.dialog.local_tag});
  } else if (says_bye) {
    say_bye(call);
  }
  end(call);
}

}  // namespace sunhall
