#include "hub/records/entry.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sunhall {
namespace {

constexpr std::array kSteps = {std::pair{EntryStep::kAdd, std::string_view("add")},
                               std::pair{EntryStep::kGoOn, std::string_view("go_on")},
                               std::pair{EntryStep::kCorrect, std::string_view("correct")},
                               std::pair{EntryStep::kWithdraw, std::string_view("withdraw")}};

constexpr std::array kSources = {std::pair{EntrySource::kDesk, std::string_view("desk")},
                                 std::pair{EntrySource::kSensor, std::string_view("sensor")},
                                 std::pair{EntrySource::kImport, std::string_view("import")},
                                 std::pair{EntrySource::kApi, std::string_view("api")}};

template <class T, std::size_t N>
std::string_view word_of(const std::array<std::pair<T, std::string_view>, N>& words, T value) {
  for (const auto& [one, word] : words)
    if (one == value) return word;
  return {};
}

template <class T, std::size_t N>
std::optional<T> parse_word(const std::array<std::pair<T, std::string_view>, N>& words,
                            std::string_view text) {
  for (const auto& [one, word] : words)
    if (word == text) return one;
  return std::nullopt;
}

bool is_id_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

}  // namespace

std::string_view step_word(EntryStep step) {
  return word_of(kSteps, step);
}
std::optional<EntryStep> parse_step(std::string_view word) {
  return parse_word(kSteps, word);
}
std::string_view source_word(EntrySource source) {
  return word_of(kSources, source);
}
std::optional<EntrySource> parse_source(std::string_view word) {
  return parse_word(kSources, word);
}

bool is_entry_id(std::string_view id) {
  return id.size() >= 8 && id.size() <= 64 && std::ranges::all_of(id, is_id_char);
}

}  // namespace sunhall
