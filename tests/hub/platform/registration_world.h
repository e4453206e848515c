// A platform and a network for thirty days on a fake clock, with troubles of every kind.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <deque>
#include <random>

#include "hub/platform/registration.h"

namespace sunhall::test {

using namespace std::chrono_literals;

inline constexpr Ticks kMonth = std::chrono::days(30);

/// A platform as the world sees it: up or down, with a memory that a restart takes.
class World {
 public:
  explicit World(std::uint32_t seed)
      : random_(seed),
        registration_(
            {.expires = 3'600s, .keepalive = 60s, .keepalive_misses_max = 3, .seed = seed}) {
    next_trouble_ = between(60s, 4h);
  }

  void run() {
    handle(registration_.step(moment(), TimePassed{}));
    while (now_ < kMonth) {
      Ticks next = std::min({registration_.wake_at(), next_trouble_, trouble_ends_});
      if (!pending_.empty()) next = std::min(next, pending_.front().at);
      REQUIRE(next > now_ - 1us);
      now_ = std::max(now_, next);
      step();
      REQUIRE(++step_count_ < 2'000'000);
      watch();
    }
  }

  int sent_in_worst_hour() const { return worst_hour_; }
  Ticks worst_absence() const { return worst_absence_; }
  const RegistrationFigures& figures() const { return registration_.figures(); }
  int trouble_count() const { return trouble_count_; }

 private:
  enum class Trouble : unsigned char { kNone, kDown, kCut, kSaysNo, kSaysError, kRedirects, kMute };
  struct Pending {
    Ticks at{0};
    RegistrationEvent event;
  };

  Ticks between(Ticks low, Ticks high) {
    std::uniform_int_distribution<Ticks::rep> spread(low.count(), high.count());
    return Ticks(spread(random_));
  }
  bool chance(double part) { return std::uniform_real_distribution<double>(0, 1)(random_) < part; }

  Moment moment() const {
    const auto wall = std::chrono::floor<std::chrono::milliseconds>(now_ + wall_error_);
    return {now_, {WallTime(1'764'000'000'000ms + wall), std::chrono::minutes(480)}};
  }

  bool is_well() const { return trouble_ == Trouble::kNone || trouble_ == Trouble::kRedirects; }
  bool is_registered() const { return known_until_ && now_ < *known_until_; }

  void step() {
    if (now_ >= trouble_ends_) end_trouble();
    if (now_ >= next_trouble_) begin_trouble();
    if (!pending_.empty() && now_ >= pending_.front().at) {
      const RegistrationEvent event = pending_.front().event;
      pending_.pop_front();
      return handle(registration_.step(moment(), event));
    }
    handle(registration_.step(moment(), TimePassed{}));
  }

  void begin_trouble() {
    ++trouble_count_;
    trouble_ = static_cast<Trouble>(1 + random_() % 6);
    next_trouble_ = Ticks::max();
    trouble_ends_ = now_ + (chance(0.5) ? between(50ms, 30s) : between(30s, 1h));
    if (trouble_ == Trouble::kDown) known_until_.reset();
    if (chance(0.3)) wall_error_ = between(-86'400s, 86'400s);
    // Over TCP a platform that dies is seen to; over UDP nothing is.
    if (trouble_ == Trouble::kDown && chance(0.5)) tell(ConnectionBroke{}, 1ms);
  }
  void end_trouble() {
    trouble_ = Trouble::kNone;
    trouble_ends_ = Ticks::max();
    next_trouble_ = now_ + between(60s, 4h);
    well_since_ = now_;
  }

  void tell(RegistrationEvent event, Ticks wait) {
    const Ticks at = now_ + wait;
    const auto place = std::find_if(pending_.begin(), pending_.end(),
                                    [&](const Pending& other) { return other.at > at; });
    pending_.insert(place, {.at = at, .event = std::move(event)});
  }

  /// There and back; now and then a packet is lost and comes with a repetition.
  Ticks round_trip() { return chance(0.05) ? between(500ms, 3'500ms) : between(5ms, 300ms); }

  void handle(const std::vector<RegistrationAction>& actions) {
    for (const RegistrationAction& action : actions) {
      count_sent();
      if (const auto* send = std::get_if<SendRegister>(&action)) {
        answer_register(*send);
      } else {
        answer_keepalive();
      }
    }
  }

  void answer_register(const SendRegister& send) {
    if (trouble_ == Trouble::kDown || trouble_ == Trouble::kCut || trouble_ == Trouble::kMute) {
      if (trouble_ == Trouble::kDown && chance(0.3)) tell(RegisterSilence{}, 10ms);
      return;
    }
    RegisterAnswer answer;
    if (trouble_ == Trouble::kSaysNo) {
      answer.status = chance(0.5) ? 403 : 404;
    } else if (trouble_ == Trouble::kSaysError) {
      answer.status = chance(0.5) ? 500 : 503;
      if (chance(0.5)) answer.retry_after = std::chrono::seconds(random_() % 10'000);
    } else if (trouble_ == Trouble::kRedirects && !send.to) {
      answer.status = 302;
      answer.moved_to = RegistrarAddress{.host = "192.0.2.9", .port = 5'060};
      if (chance(0.5)) answer.expires = std::chrono::seconds(random_() % 7'200);
    } else if (send.to && trouble_ == Trouble::kNone && chance(0.5)) {
      answer.status = 500;  // the server that we were sent to is no more
    } else if (!send.challenge) {
      answer.status = 401;
      answer.challenge = DigestChallenge{.realm = "r",
                                         .nonce = std::to_string(random_()),
                                         .opaque = "",
                                         .algorithm = "",
                                         .qop = ""};
    } else {
      answer.status = 200;
      answer.expires = std::chrono::seconds(chance(0.2) ? 60 : 3'600);
      known_until_ = now_ + *answer.expires;
    }
    tell(answer, round_trip());
  }

  void answer_keepalive() {
    if (trouble_ == Trouble::kDown || trouble_ == Trouble::kCut || trouble_ == Trouble::kMute) {
      return;
    }
    tell(KeepaliveAnswer{is_registered() ? 200 : 403}, round_trip());
  }

  void count_sent() {
    sent_.push_back(now_);
    while (sent_.front() < now_ - Ticks(1h)) sent_.pop_front();
    worst_hour_ = std::max(worst_hour_, static_cast<int>(sent_.size()));
  }

  void watch() {
    if (!is_well() || is_registered()) {
      absent_since_.reset();
      return;
    }
    if (!absent_since_) absent_since_ = std::max(now_, well_since_);
    worst_absence_ = std::max(worst_absence_, now_ - *absent_since_);
  }

  std::mt19937 random_;
  Registration registration_;
  Ticks now_{1s};
  Ticks wall_error_{0};
  Trouble trouble_ = Trouble::kNone;
  Ticks next_trouble_{0};
  Ticks trouble_ends_ = Ticks::max();
  Ticks well_since_{0};
  std::optional<Ticks> known_until_;
  std::optional<Ticks> absent_since_;
  Ticks worst_absence_{0};
  std::deque<Pending> pending_;
  std::deque<Ticks> sent_;
  int worst_hour_ = 0;
  int step_count_ = 0;
  int trouble_count_ = 0;
};

}  // namespace sunhall::test
