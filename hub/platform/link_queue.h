// Bodies that wait to be sent to a platform, one after the other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <vector>

namespace sunhall {

inline constexpr std::size_t kLinkQueueBodiesMax = 1'024;

/// Sends one body at a time: the next follows when the one before was answered.
///
/// Order:   bodies that were put together belong together: when one is not answered, the rest of
///          them is dropped, and the next ones have their turn. An answer to the same question
///          again takes the place of one that still waits.
/// Source:  GB/T 28181-2022 Annex M: the next part of an answer only after the 200 OK.
class LinkQueue {
 public:
  using Told = std::function<void(bool was_answered)>;
  /// Sends a body and says later what became of it; false when it cannot be sent.
  using Send = std::function<bool(const std::string& body, Told told)>;

  explicit LinkQueue(Send send) : send_(std::move(send)) {}

  using Make = std::function<std::vector<std::string>()>;

  /// Takes bodies, all or none; false when there is no room.
  bool put(std::vector<std::string> bodies);
  /// Takes an answer that is made when its turn comes. `question` says to what.
  bool put_answer(const std::string& question, Make make);
  /// Takes a body that overtakes all that waits.
  bool put_first(std::string body);
  /// Forgets everything, also what is under way.
  void clear();
  /// Sends what may be sent.
  void pump();
  std::size_t waiting_count() const { return waiting_.size(); }
  std::uint64_t dropped_count() const { return dropped_count_; }

 private:
  struct Item {
    std::uint64_t group = 0;
    std::string body{};
    Make make{};  // empty: body is what is sent
    std::string question{};
  };

  void finish(std::uint64_t number, bool was_answered);
  void drop_group(std::uint64_t group);

  const Send send_;
  std::deque<Item> waiting_;
  std::uint64_t last_group_ = 0;
  std::uint64_t sent_number_ = 0;  // of the one under way; answers to others are late
  std::uint64_t sent_group_ = 0;
  bool is_under_way_ = false;
  std::uint64_t dropped_count_ = 0;
};

}  // namespace sunhall
