// Bodies that wait to be sent to a platform, one after the other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sunhall {

inline constexpr std::size_t kLinkQueueBodiesMax = 1'024;
/// Long answers that wait to be made.
inline constexpr std::size_t kLinkQueueQuestionsMax = 64;
/// Refusals find room for so many more: a question is not answered by silence.
inline constexpr std::size_t kLinkQueueRefusalsMax = 64;
/// Under so many numbers (SN) one question is answered; the oldest asker has given up.
inline constexpr std::size_t kLinkQueueAskersMax = 64;

/// Sends one body at a time: the next follows when the one before was answered.
///
/// Order:   alarms first; then short answers and the bodies of one long answer take turns. Bodies
///          that were put together belong together: when one is not answered, the rest of them is
///          dropped, and the next ones have their turn.
/// Source:  GB/T 28181-2022 Annex M: the next part of an answer only after the 200 OK.
class LinkQueue {
 public:
  using Told = std::function<void(bool was_answered)>;
  /// Sends a body and says later what became of it; false when it cannot be sent.
  using Send = std::function<bool(const std::string& body, Told told)>;

  explicit LinkQueue(Send send) : send_(std::move(send)) {}

  using Lists = std::vector<std::vector<std::string>>;
  /// Makes a long answer for each SN that asked.
  using Make = std::function<Lists(const std::vector<std::string>&)>;

  /// Takes bodies, all or none; false when there is no room.
  bool put(std::vector<std::string> bodies);
  /// Takes a long answer that is made when its turn comes, once for all who ask the same meanwhile.
  bool put_answer(const std::string& question, const std::string& sn, Make make);
  /// Takes a body that says that there was no room for another.
  bool put_refusal(std::string body);
  /// Takes a body that overtakes all that waits; `told` is called unless all is forgotten.
  bool put_first(std::string body, Told told = {});
  /// Forgets everything, also what is under way.
  void clear();
  /// Sends what may be sent.
  void pump();
  /// Bodies, and long answers that are not made yet.
  std::size_t waiting_count() const;
  std::uint64_t dropped_count() const { return dropped_count_; }

 private:
  struct Item {
    std::uint64_t group = 0;
    std::string body{};
    Told told{};
  };
  struct Question {
    std::string question;
    std::vector<std::string> sns;
    Make make;
  };

  bool put_below(std::size_t limit, std::vector<std::string> bodies);
  std::optional<Item> take_next();
  void make_list();
  void finish(std::uint64_t number, bool was_answered);
  void drop_group(std::uint64_t group);

  const Send send_;
  std::deque<Item> first_;
  std::deque<Item> short_;
  std::deque<Item> list_;  // one long answer's
  std::deque<Question> questions_;
  bool is_list_turn_ = true;
  std::uint64_t last_group_ = 0;
  std::uint64_t sent_number_ = 0;  // of the one under way; answers to others are late
  Item sent_;
  bool is_under_way_ = false;
  std::uint64_t dropped_count_ = 0;
};

}  // namespace sunhall
