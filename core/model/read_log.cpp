#include "core/model/read_log.h"

namespace sunhall {
namespace {

std::string line(std::string_view place, std::string_view what) {
  return std::string(place) + ": " + std::string(what);
}

}  // namespace

void ReadLog::fail_at(std::string_view place, std::string_view what) {
  if (!error_) error_ = Error{ErrorKind::kBadInput, line(place, what)};
}

void ReadLog::warn_at(std::string_view place, std::string_view what) {
  if (warnings_.size() < kReadWarningsMax) {
    warnings_.push_back(line(place, what));
  } else {
    ++surplus_count_;
  }
}

void ReadLog::drop_at(std::string_view place, std::string_view what) {
  ++dropped_count_;
  warn_at(place, what);
}

std::vector<std::string> ReadLog::take_warnings() {
  if (surplus_count_ > 0) {
    warnings_.push_back("and " + std::to_string(surplus_count_) + " more warnings");
  }
  return std::move(warnings_);
}

}  // namespace sunhall
