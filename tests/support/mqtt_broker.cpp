#include "tests/support/mqtt_broker.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <mosquitto.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>

#include "native/fd.h"

namespace sunhall::test {

namespace {

constexpr auto kPatience = std::chrono::seconds(20);
constexpr const char* kProgram = "/usr/sbin/mosquitto";
constexpr int kSendsAtOnce = 200;

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

int free_port() {
  const Fd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  REQUIRE(::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), size) == 0);
  REQUIRE(::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size) == 0);
  return ntohs(address.sin_port);
}

bool is_listening(int port) {
  const Fd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const sockaddr_in address = loopback(port);
  return ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

}  // namespace

MqttBroker::MqttBroker(const std::string& more) : port_(free_port()) {
  folder_.write("mosquitto.conf",
                "per_listener_settings false\nlistener " + std::to_string(port_) +
                    " 127.0.0.1\nuser root\npersistence true\npersistence_location " +
                    folder_.path() + "/\nlog_dest file " + folder_.path() + "/log\n" + more);
  start();
}

MqttBroker::~MqttBroker() {
  stop();
}

void MqttBroker::start() {
  const std::string settings = folder_ / "mosquitto.conf";
  process_ = fork();
  if (process_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    // It warns of root on each start; what matters is in its log.
    const int nowhere = ::open("/dev/null", O_WRONLY);
    dup2(nowhere, STDERR_FILENO);
    execl(kProgram, kProgram, "-c", settings.c_str(), nullptr);
    _exit(127);
  }
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (!is_listening(port_)) {
    REQUIRE_MESSAGE(std::chrono::steady_clock::now() < end,
                    "mosquitto did not start: " << folder_.read("log"));
    ::poll(nullptr, 0, 20);
  }
}

void MqttBroker::stop() {
  if (process_ < 0) return;
  kill(process_, SIGTERM);
  waitpid(process_, nullptr, 0);
  process_ = -1;
}

MqttOptions MqttBroker::options() const {
  MqttOptions options;
  options.host = "127.0.0.1";
  options.port = port_;
  return options;
}

MqttPublisher::MqttPublisher(const MqttOptions& options) : handle_(nullptr, mosquitto_destroy) {
  mosquitto_lib_init();
  handle_.reset(mosquitto_new(nullptr, true, this));
  mosquitto* handle = handle_.get();
  if (!options.user.empty()) {
    mosquitto_username_pw_set(handle, options.user.c_str(), options.password.reveal().c_str());
  }
  mosquitto_publish_callback_set(handle, [](mosquitto*, void* self, int) {
    --static_cast<MqttPublisher*>(self)->waiting_count_;
  });
  REQUIRE(mosquitto_connect(handle, options.host.c_str(), options.port, 60) == MOSQ_ERR_SUCCESS);
}

MqttPublisher::~MqttPublisher() = default;

void MqttPublisher::put(const std::string& topic, std::string_view payload, bool is_retained) {
  const int code =
      mosquitto_publish(handle_.get(), nullptr, topic.c_str(), static_cast<int>(payload.size()),
                        payload.data(), 1, is_retained);
  REQUIRE_MESSAGE(code == MOSQ_ERR_SUCCESS, mosquitto_strerror(code));
  ++waiting_count_;
}

void MqttPublisher::publish(const std::string& topic, std::string_view payload, bool is_retained) {
  put(topic, payload, is_retained);
  finish();
}

void MqttPublisher::send(const std::string& topic, std::string_view payload) {
  put(topic, payload, false);
  while (waiting_count_ > kSendsAtOnce) {
    REQUIRE(mosquitto_loop(handle_.get(), 1'000, 1) == MOSQ_ERR_SUCCESS);
  }
}

void MqttPublisher::finish() {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (waiting_count_ > 0) {
    REQUIRE(std::chrono::steady_clock::now() < end);
    REQUIRE(mosquitto_loop(handle_.get(), 1'000, 1) == MOSQ_ERR_SUCCESS);
  }
}

}  // namespace sunhall::test
