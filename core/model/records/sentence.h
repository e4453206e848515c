// A sentence with places to fill in.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace sunhall {

/// Puts texts into the places named in a sentence, for example `{v}`; what is put in is not looked
/// at again.
inline std::string fill(std::string_view sentence,
                        std::initializer_list<std::pair<std::string_view, std::string>> texts) {
  std::string filled;
  while (!sentence.empty()) {
    const auto* found = std::find_if(texts.begin(), texts.end(), [&sentence](const auto& text) {
      return sentence.starts_with(text.first);
    });
    if (found != texts.end()) {
      filled += found->second;
      sentence.remove_prefix(found->first.size());
    } else {
      filled += sentence.front();
      sentence.remove_prefix(1);
    }
  }
  return filled;
}

}  // namespace sunhall
