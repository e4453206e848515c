#include "hub/platform/sip/sip_stack.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "hub/platform/sip/osip_handles.h"
#include "hub/platform/sip/sip_token.h"

namespace sunhall {

struct SipStack::Entry {
  SipKey key = 0;
  OsipTransaction transaction;
  SipRoute route;
  SipMessage request;  // of an answering one: what its answers are made of
  std::string text;    // what osip sends, and sends again
  Ticks began_at{0};   // of an answering one
  bool is_asked = false;
};

namespace {

osip_t* make_osip() {
  ready_osip();
  osip_t* raw = nullptr;
  osip_init(&raw);
  return raw;
}

/// An event of osip's that owns its message.
OsipEvent make_event(type_t type, OsipMessage message) {
  auto* event = static_cast<osip_event_t*>(osip_malloc(sizeof(osip_event_t)));
  event->type = type;
  event->transactionid = 0;
  event->sip = message.release();
  return OsipEvent(event);
}

type_t incoming_type(const osip_message_t& message) {
  if (MSG_IS_RESPONSE(&message)) {
    if (message.status_code < 200) return RCV_STATUS_1XX;
    return message.status_code < 300 ? RCV_STATUS_2XX : RCV_STATUS_3456XX;
  }
  if (MSG_IS_INVITE(&message)) return RCV_REQINVITE;
  return MSG_IS_ACK(&message) ? RCV_REQACK : RCV_REQUEST;
}

type_t outgoing_type(int status) {
  if (status < 200) return SND_STATUS_1XX;
  return status < 300 ? SND_STATUS_2XX : SND_STATUS_3456XX;
}

std::string via_text(const SipRoute& route) {
  const char* name = route.channel == SipChannel::kTcp ? "TCP" : "UDP";
  return "SIP/2.0/" + std::string(name) + " " + route.local.host + ":" +
         std::to_string(route.local.port) + ";rport;branch=z9hG4bK" + sip_token();
}

}  // namespace

SipStack::SipStack(std::string user_agent, Hooks hooks)
    : user_agent_(std::move(user_agent)),
      hooks_(std::move(hooks)),
      osip_(make_osip(), osip_release) {
  osip_set_application_context(osip_.get(), this);
  set_callbacks();
}

SipStack::~SipStack() {
  entries_.clear();
}

void SipStack::set_callbacks() {
  osip_t* osip = osip_.get();
  osip_set_cb_send_message(osip, on_send);
  osip_set_message_callback(osip, OSIP_IST_INVITE_RECEIVED, on_request);
  for (int type = OSIP_NIST_REGISTER_RECEIVED; type <= OSIP_NIST_UNKNOWN_REQUEST_RECEIVED; ++type) {
    osip_set_message_callback(osip, type, on_request);
  }
  for (const int type : {OSIP_NICT_STATUS_1XX_RECEIVED, OSIP_NICT_STATUS_2XX_RECEIVED,
                         OSIP_NICT_STATUS_3XX_RECEIVED, OSIP_NICT_STATUS_4XX_RECEIVED,
                         OSIP_NICT_STATUS_5XX_RECEIVED, OSIP_NICT_STATUS_6XX_RECEIVED}) {
    osip_set_message_callback(osip, type, on_response);
  }
  osip_set_message_callback(osip, OSIP_NICT_STATUS_TIMEOUT, on_timeout);
  for (int type = 0; type < OSIP_KILL_CALLBACK_COUNT; ++type) {
    osip_set_kill_transaction_callback(osip, type, on_kill);
  }
  for (int type = 0; type < OSIP_TRANSPORT_ERROR_CALLBACK_COUNT; ++type) {
    osip_set_transport_error_callback(osip, type, on_transport_error);
  }
}

SipStack& SipStack::of(osip_transaction* transaction) {
  auto* osip = static_cast<osip_t*>(transaction->config);
  return *static_cast<SipStack*>(osip_get_application_context(osip));
}

SipStack::Entry* SipStack::entry_of(osip_transaction* transaction) {
  return static_cast<Entry*>(osip_transaction_get_your_instance(transaction));
}

int SipStack::on_send(osip_transaction* transaction, osip_message*, char*, int, int) {
  SipStack& self = of(transaction);
  const Entry* entry = self.entry_of(transaction);
  if (entry == nullptr || !self.hooks_.send(entry->route, entry->text)) return -1;
  return 0;
}

void SipStack::on_request(int, osip_transaction* transaction, osip_message*) {
  SipStack& self = of(transaction);
  const Entry* entry = self.entry_of(transaction);
  if (entry == nullptr) return;
  self.notices_.push_back({.what = Notice::What::kRequest,
                           .key = entry->key,
                           .route = entry->route,
                           .message = entry->request});
}

void SipStack::on_response(int, osip_transaction* transaction, osip_message* message) {
  SipStack& self = of(transaction);
  const Entry* entry = self.entry_of(transaction);
  if (entry == nullptr || message == nullptr) return;
  auto read = to_sip_message(*message);
  if (!read) return;
  // RFC 3261's timer K would keep it for five seconds, for repeated answers; those are ignored
  // without it, and a catalogue of hundreds of parts is answered faster than that.
  if (read->status >= 200) self.ended_.push_back(entry->key);
  self.notices_.push_back({.what = Notice::What::kResponse,
                           .key = entry->key,
                           .route = entry->route,
                           .message = *std::move(read)});
}

void SipStack::note_silence(SipKey key) {
  notices_.push_back({.what = Notice::What::kSilence, .key = key, .route = {}, .message = {}});
}

void SipStack::on_timeout(int, osip_transaction* transaction, osip_message*) {
  SipStack& self = of(transaction);
  if (const Entry* entry = self.entry_of(transaction)) self.note_silence(entry->key);
}

void SipStack::on_transport_error(int type, osip_transaction* transaction, int) {
  SipStack& self = of(transaction);
  const Entry* entry = self.entry_of(transaction);
  if (entry != nullptr && type == OSIP_NICT_TRANSPORT_ERROR) self.note_silence(entry->key);
}

void SipStack::on_kill(int, osip_transaction* transaction) {
  SipStack& self = of(transaction);
  if (const Entry* entry = self.entry_of(transaction)) self.ended_.push_back(entry->key);
}

Result<void> SipStack::receive(const SipRoute& route, std::string_view text) {
  auto message = parse_osip(text);
  if (!message) return tl::unexpected(message.error());
  const type_t type = incoming_type(**message);
  OsipEvent event = make_event(type, *std::move(message));
  osip_t* osip = osip_.get();

  if (type == RCV_REQINVITE || type == RCV_REQUEST) {
    // RFC 3261 §18.2.1 and RFC 3581 §4: an answer finds its way back through a NAT.
    osip_message_fix_last_via_header(event->sip, route.peer.host.c_str(), route.peer.port);
    const bool is_invite = type == RCV_REQINVITE;
    osip_list_t& list = is_invite ? osip->osip_ist_transactions : osip->osip_nist_transactions;
    if (osip_transaction_t* known = osip_transaction_find(&list, event.get())) {
      osip_transaction_execute(known, event.release());
    } else if (auto begun = begin_answering(route, event.release(), is_invite); !begun) {
      return begun;
    }
  } else if (type == RCV_REQACK) {
    if (auto* known = osip_transaction_find(&osip->osip_ist_transactions, event.get())) {
      osip_transaction_execute(known, event.release());
    } else if (auto read = to_sip_message(*event->sip)) {
      notices_.push_back(
          {.what = Notice::What::kRequest, .key = 0, .route = route, .message = *std::move(read)});
    }
  } else if (auto* known = osip_transaction_find(&osip->osip_nict_transactions, event.get())) {
    osip_transaction_execute(known, event.release());
  }
  tell();
  return {};
}

Result<void> SipStack::begin_answering(const SipRoute& route, osip_event* raw, bool is_invite) {
  OsipEvent event(raw);
  auto read = to_sip_message(*event->sip);
  if (!read) return tl::unexpected(read.error());
  if (!make_room()) return fail(ErrorKind::kExhausted, "too many requests wait for an answer");
  osip_transaction_t* made = nullptr;
  if (osip_transaction_init(&made, is_invite ? IST : NIST, osip_.get(), event->sip) !=
      OSIP_SUCCESS) {
    return fail(ErrorKind::kBadInput, "the request cannot be followed");
  }
  auto entry = std::make_unique<Entry>();
  entry->key = ++last_key_;
  entry->transaction.reset(made);
  entry->route = route;
  entry->request = *std::move(read);
  entry->began_at = now();
  osip_transaction_set_your_instance(made, entry.get());
  entries_.emplace(entry->key, std::move(entry));
  osip_transaction_execute(made, event.release());
  return {};
}

bool SipStack::make_room() {
  if (entries_.size() - asked_count_ < kSipAnsweredMax) return true;
  // The oldest that has been answered: its answer most likely arrived.
  auto oldest = std::find_if(entries_.begin(), entries_.end(), [](const auto& item) {
    const state_t state = item.second->transaction->state;
    return state == NIST_COMPLETED || state == IST_COMPLETED || state == IST_CONFIRMED;
  });
  if (oldest == entries_.end()) {
    // RFC 3261 §17.2 has no timer for what was never answered: without an end of its own it would
    // hold its place for ever.
    oldest = std::find_if(entries_.begin(), entries_.end(), [at = now()](const auto& item) {
      return !item.second->is_asked && at >= item.second->began_at + kSipUnansweredMax;
    });
  }
  if (oldest == entries_.end()) return false;
  forget(oldest->first);
  return true;
}

Ticks SipStack::now() const {
  if (hooks_.now) return hooks_.now();
  return std::chrono::duration_cast<Ticks>(std::chrono::steady_clock::now().time_since_epoch());
}

SipKey SipStack::ask(const SipRoute& route, const SipRequest& request) {
  if (asked_count_ >= kSipAskedMax) return 0;
  auto entry = std::make_unique<Entry>();
  entry->text = write_request(request, via_text(route), user_agent_);
  auto message = parse_osip(entry->text);
  osip_transaction_t* made = nullptr;
  if (!message || osip_transaction_init(&made, NICT, osip_.get(), message->get()) != OSIP_SUCCESS) {
    return 0;
  }
  const SipKey key = ++last_key_;
  entry->key = key;
  entry->transaction.reset(made);
  entry->route = route;
  entry->is_asked = true;
  osip_transaction_set_your_instance(made, entry.get());
  entries_.emplace(key, std::move(entry));
  ++asked_count_;
  osip_transaction_execute(made, make_event(SND_REQUEST, *std::move(message)).release());
  // What went wrong at once is told by the next run: the caller does not know the key yet.
  return key;
}

void SipStack::answer(SipKey key, const SipAnswer& answer) {
  const auto found = entries_.find(key);
  if (found == entries_.end() || found->second->is_asked) return;
  Entry& entry = *found->second;
  entry.text = write_answer(entry.request, answer, user_agent_);
  auto message = parse_own_osip(entry.text);
  // Nobody can answer it any more: without its answer it would hold its place.
  if (!message) return forget(key);
  osip_transaction_execute(entry.transaction.get(),
                           make_event(outgoing_type(answer.status), *std::move(message)).release());
  tell();
}

void SipStack::forget(SipKey key) {
  const auto found = entries_.find(key);
  if (found == entries_.end()) return;
  for (Notice& notice : notices_) {
    if (notice.key == key) notice.what = Notice::What::kNothing;
  }
  if (found->second->is_asked) --asked_count_;
  entries_.erase(found);
}

void SipStack::run() {
  osip_t* osip = osip_.get();
  osip_timers_nict_execute(osip);
  osip_timers_nist_execute(osip);
  osip_timers_ist_execute(osip);
  osip_nict_execute(osip);
  osip_nist_execute(osip);
  osip_ist_execute(osip);
  tell();
}

void SipStack::tell() {
  if (is_telling_) return;
  is_telling_ = true;
  // What a hook asks for may bring further notices; each is told once, in order.
  for (std::size_t at = 0; at < notices_.size(); ++at) {
    const Notice notice = std::move(notices_[at]);
    notices_[at].what = Notice::What::kNothing;
    if (notice.what == Notice::What::kRequest) {
      hooks_.request(notice.key, notice.route, notice.message);
    } else if (notice.what == Notice::What::kResponse) {
      hooks_.response(notice.key, notice.message);
    } else if (notice.what == Notice::What::kSilence) {
      hooks_.silence(notice.key);
    }
  }
  notices_.clear();
  for (const SipKey key : std::exchange(ended_, {})) {
    const auto found = entries_.find(key);
    if (found == entries_.end()) continue;
    if (found->second->is_asked) --asked_count_;
    entries_.erase(found);
  }
  is_telling_ = false;
}

std::chrono::milliseconds SipStack::idle_time() const {
  if (!notices_.empty() || !ended_.empty()) return std::chrono::milliseconds(0);
  timeval wait{};
  osip_timers_gettimeout(osip_.get(), &wait);
  constexpr std::chrono::milliseconds kIdleMax{10'000};
  const auto until = std::chrono::seconds(wait.tv_sec) + std::chrono::microseconds(wait.tv_usec);
  return std::clamp(std::chrono::ceil<std::chrono::milliseconds>(until),
                    std::chrono::milliseconds(0), kIdleMax);
}

}  // namespace sunhall
