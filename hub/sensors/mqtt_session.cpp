#include "hub/sensors/mqtt_session.h"

#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "hub/sensors/tcp_probe.h"

namespace sunhall {

namespace {

constexpr int kQos = 1;
constexpr int kRefusedGrant = 0x80;  // MQTT 3.1.1 §3.9.3 and 5.0 §3.9.3: failure from here on
/// What a broker of version 5 must not send us, head and topic included.
constexpr std::uint32_t kPacketBytesMax = 2 * 64 * 1024;
/// Packets read in one step, so that the timers are looked at.
constexpr int kReadsAStep = 256;
constexpr int kSessionPresent = 1;
/// How soon to look again whether there is room.
constexpr std::chrono::milliseconds kHoldSlice{20};

int keepalive_s() {
  return static_cast<int>(kMqttKeepAlive.count());
}

/// libmosquitto wants to be told once a process.
void use_library() {
  static const int started = mosquitto_lib_init();
  (void)started;
}

class Properties {
 public:
  ~Properties() { mosquitto_property_free_all(&list_); }
  Properties() = default;
  Properties(const Properties&) = delete;
  Properties& operator=(const Properties&) = delete;
  bool add(int id, std::uint32_t value) {
    return mosquitto_property_add_int32(&list_, id, value) == MOSQ_ERR_SUCCESS;
  }
  const mosquitto_property* get() const { return list_; }

 private:
  mosquitto_property* list_ = nullptr;
};

/// Why a broker does not want us: MQTT 5.0 §3.2.2.2, MQTT 3.1.1 §3.2.2.3.
Error refusal_of(int reason, MqttVersion version) {
  if (version == MqttVersion::k5) {
    switch (reason) {
      case MQTT_RC_UNSUPPORTED_PROTOCOL_VERSION:
        return {ErrorKind::kUnsupported, "the broker does not speak MQTT 5"};
      case MQTT_RC_BAD_USERNAME_OR_PASSWORD:
      case MQTT_RC_NOT_AUTHORIZED:
      case MQTT_RC_BANNED:
        return {ErrorKind::kBadInput, "the broker refuses this user or password"};
      case MQTT_RC_CLIENTID_NOT_VALID:
        return {ErrorKind::kBadInput, "the broker refuses our client id"};
      default:
        return {ErrorKind::kUnavailable, "the broker refuses us, reason " + std::to_string(reason)};
    }
  }
  switch (reason) {
    case CONNACK_REFUSED_IDENTIFIER_REJECTED:
      return {ErrorKind::kBadInput, "the broker refuses our client id"};
    case CONNACK_REFUSED_BAD_USERNAME_PASSWORD:
    case CONNACK_REFUSED_NOT_AUTHORIZED:
      return {ErrorKind::kBadInput, "the broker refuses this user or password"};
    default:
      return {ErrorKind::kUnavailable, "the broker refuses us, reason " + std::to_string(reason)};
  }
}

}  // namespace

MqttSession::MqttSession(const MqttSessionPlan& plan, const MqttListener& listener,
                         const WakeFd& wake)
    : plan_(plan), listener_(listener), wake_(wake), handle_(nullptr, mosquitto_destroy) {}

MqttSession::~MqttSession() = default;

Result<std::unique_ptr<MqttSession>> MqttSession::open(const MqttSessionPlan& plan,
                                                       const MqttListener& listener,
                                                       const WakeFd& wake) {
  use_library();
  // libmosquitto's own connecting cannot be interrupted and waits for minutes.
  const TcpTarget target{.host = plan.options.host, .port = plan.options.port};
  if (auto reached = probe_tcp(target, kMqttConnectDeadline, wake); !reached) {
    return fail(reached.error().kind, "the broker " + reached.error().what);
  }
  std::unique_ptr<MqttSession> session(new MqttSession(plan, listener, wake));
  if (auto prepared = session->prepare(); !prepared) return tl::unexpected(prepared.error());
  if (auto connected = session->connect(); !connected) return tl::unexpected(connected.error());
  return session;
}

Result<void> MqttSession::prepare() {
  handle_.reset(mosquitto_new(plan_.client_id.c_str(), false, this));
  if (!handle_) return fail(ErrorKind::kInternal, "the MQTT library gives no session");
  mosquitto* handle = handle_.get();
  const MqttOptions& options = plan_.options;
  mosquitto_int_option(handle, MOSQ_OPT_PROTOCOL_VERSION,
                       plan_.version == MqttVersion::k5 ? MQTT_PROTOCOL_V5 : MQTT_PROTOCOL_V311);
  if (!options.user.empty()) {
    mosquitto_username_pw_set(handle, options.user.c_str(), options.password.reveal().c_str());
  }
  if (options.is_tls) {
    int code = MOSQ_ERR_SUCCESS;
    if (options.tls_ca.empty()) {
      code = mosquitto_int_option(handle, MOSQ_OPT_TLS_USE_OS_CERTS, 1);
    } else {
      code = mosquitto_tls_set(handle, options.tls_ca.c_str(), nullptr, nullptr, nullptr, nullptr);
    }
    if (code != MOSQ_ERR_SUCCESS) {
      return fail(ErrorKind::kBadInput, "the file of tls_ca cannot be used");
    }
  }
  mosquitto_connect_v5_callback_set(
      handle, [](mosquitto*, void* self, int reason, int flags, const mosquitto_property*) {
        static_cast<MqttSession*>(self)->on_connect(reason, flags);
      });
  mosquitto_subscribe_callback_set(handle,
                                   [](mosquitto*, void* self, int, int count, const int* granted) {
                                     static_cast<MqttSession*>(self)->on_subscribed(count, granted);
                                   });
  mosquitto_message_callback_set(
      handle, [](mosquitto*, void* self, const mosquitto_message* message) {
        const auto* bytes = static_cast<const char*>(message->payload);
        const auto size = static_cast<std::size_t>(message->payloadlen);
        static_cast<MqttSession*>(self)->listener_.message(
            {.topic = message->topic,
             .payload = std::string_view(bytes, bytes != nullptr ? size : 0),
             .is_retained = message->retain});
      });
  return {};
}

Result<void> MqttSession::connect() {
  Properties properties;
  if (plan_.version == MqttVersion::k5) {
    const auto kept_s = static_cast<std::uint32_t>(
        std::chrono::duration_cast<std::chrono::seconds>(kMqttSessionKept).count());
    properties.add(MQTT_PROP_SESSION_EXPIRY_INTERVAL, kept_s);
    properties.add(MQTT_PROP_MAXIMUM_PACKET_SIZE, kPacketBytesMax);
  }
  return judge(mosquitto_connect_bind_v5(handle_.get(), plan_.options.host.c_str(),
                                         plan_.options.port, keepalive_s(), nullptr,
                                         properties.get()));
}

void MqttSession::on_connect(int reason, int flags) {
  if (reason != 0) {
    refused_ = refusal_of(reason, plan_.version);
    return;
  }
  is_connected_ = true;
  listener_.connected((flags & kSessionPresent) != 0);
  std::vector<char*> filters;
  filters.reserve(plan_.filters.size());
  for (const std::string& filter : plan_.filters)
    filters.push_back(const_cast<char*>(filter.c_str()));
  mosquitto_subscribe_multiple(handle_.get(), nullptr, static_cast<int>(filters.size()),
                               filters.data(), kQos, 0, nullptr);
}

void MqttSession::on_subscribed(int count, const int* granted) {
  for (int i = 0; i < count && i < static_cast<int>(plan_.filters.size()); ++i) {
    const std::string& filter = plan_.filters[static_cast<std::size_t>(i)];
    // The broker's own figures are good to have, not more.
    if (granted[i] < kRefusedGrant || filter.starts_with('$')) continue;
    listener_.trouble("the broker does not let us read the topic " + filter);
  }
}

Result<void> MqttSession::judge(int code) const {
  if (refused_) return tl::unexpected(*refused_);
  switch (code) {
    case MOSQ_ERR_SUCCESS:
      return {};
    case MOSQ_ERR_TLS:
      return fail(ErrorKind::kUnavailable,
                  "no safe connection to the broker: tls_ca must be its CA, and the certificate "
                  "must bear the address's name");
    case MOSQ_ERR_KEEPALIVE:
      return fail(ErrorKind::kUnavailable, "the broker does not answer any more");
    case MOSQ_ERR_CONN_LOST:
    case MOSQ_ERR_NO_CONN:
      return fail(ErrorKind::kUnavailable, "the broker closed the connection");
    case MOSQ_ERR_ERRNO:
      return fail(ErrorKind::kUnavailable, std::string("the broker: ") + std::strerror(errno));
    default:
      return fail(ErrorKind::kUnavailable, std::string("the broker: ") + mosquitto_strerror(code));
  }
}

int MqttSession::read() {
  int code = MOSQ_ERR_SUCCESS;
  for (int i = 0; i < kReadsAStep && code == MOSQ_ERR_SUCCESS && listener_.may_read(); ++i) {
    errno = 0;
    code = mosquitto_loop_read(handle_.get(), 1);
    // It says so by errno when the socket holds nothing more.
    if (errno == EAGAIN || errno == EWOULDBLOCK || refused_) break;
  }
  return code;
}

Result<void> MqttSession::step(std::chrono::milliseconds timeout) {
  mosquitto* handle = handle_.get();
  const int socket = mosquitto_socket(handle);
  if (socket < 0) return judge(MOSQ_ERR_NO_CONN);
  const bool may_read = listener_.may_read();
  short events = may_read ? POLLIN : 0;
  if (mosquitto_want_write(handle)) events = static_cast<short>(events | POLLOUT);
  // A socket that nothing is wanted of is left out: its hang-up would end every wait at once.
  std::array<pollfd, 2> files{pollfd{events != 0 ? socket : -1, events, 0},
                              pollfd{wake_.get(), POLLIN, 0}};
  const auto wait = may_read ? timeout : std::min(timeout, kHoldSlice);
  ::poll(files.data(), files.size(), static_cast<int>(wait.count()));

  int code = MOSQ_ERR_SUCCESS;
  if (may_read && files[0].revents != 0) code = read();
  if (code == MOSQ_ERR_SUCCESS && mosquitto_want_write(handle)) {
    code = mosquitto_loop_write(handle, 1);
  }
  if (code == MOSQ_ERR_SUCCESS) code = mosquitto_loop_misc(handle);
  return judge(code);
}

void MqttSession::close() {
  if (!is_connected_) return;
  mosquitto_disconnect(handle_.get());
  if (mosquitto_want_write(handle_.get())) mosquitto_loop_write(handle_.get(), 1);
}

}  // namespace sunhall
