#include "core/model/json_privacy.h"

#include <algorithm>
#include <array>
#include <vector>

namespace sunhall {
namespace {

constexpr std::size_t kShownKeyCharsMax = 40;

// Whole words of a key written in snake_case, kebab-case or camelCase.
constexpr std::array<std::string_view, 27> kForbiddenWords{
    "phone",    "telephone", "mobile", "cellphone", "tel",      "symptom", "symptoms",
    "fever",    "diagnosis", "face",   "photo",     "portrait", "picture", "image",
    "avatar",   "scan",      "scans",  "idcard",    "idnumber", "idno",    "passport",
    "identity", "birthday",  "wechat", "illness",   "photos",   "selfie"};

constexpr std::array<std::string_view, 16> kForbiddenParts{
    "身份证", "证件号", "电话", "手机", "症状", "病情",     "照片",   "人脸",
    "头像",   "体温",   "扫描", "微信", "生日", "bodytemp", "idcard", "idnumber"};

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_ascii_letter(char c) {
  return is_upper(c) || (c >= 'a' && c <= 'z');
}

/// `healthCardScan`, `health_card_scan` → health, card, scan.
std::vector<std::string> split_key(std::string_view key) {
  std::vector<std::string> words(1);
  char before = '\0';
  for (const char c : key) {
    const bool breaks = is_upper(c) && !is_upper(before);
    if (breaks || !is_ascii_letter(c)) words.emplace_back();
    if (is_ascii_letter(c)) {
      words.back().push_back(static_cast<char>(is_upper(c) ? c - 'A' + 'a' : c));
    }
    before = c;
  }
  std::erase(words, "");
  return words;
}

bool has_word(const std::vector<std::string>& words, std::string_view wanted) {
  return std::find(words.begin(), words.end(), wanted) != words.end();
}

/// `id_number`, `idCard`, `ID-No`: two words that mean one.
bool has_identity(const std::vector<std::string>& words) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i] != "id") continue;
    const std::string& next = words[i + 1];
    if (next == "number" || next == "card" || next == "no" || next == "num") return true;
  }
  return false;
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += word;
  return all;
}

class Dropper {
 public:
  explicit Dropper(ReadLog& log) : log_(log) {}

  void walk(Json& node, const std::string& place, bool about_people) {
    if (node.is_array()) {
      for (std::size_t i = 0; i < node.size(); ++i) {
        walk(node[i], place + "[" + std::to_string(i) + "]", about_people);
      }
    }
    if (!node.is_object()) return;
    for (auto it = node.begin(); it != node.end();) {
      const std::string child = (place.empty() ? "" : place + ".") + shown_key(it.key());
      if (is_forbidden_key(it.key()) || (about_people && is_temperature_key(it.key()))) {
        log_.drop_at(child, "must not be public and was dropped; take it out at the source");
        it = node.erase(it);
      } else {
        walk(it.value(), child, about_people || it.key() == "staff_checks");
        ++it;
      }
    }
  }

 private:
  ReadLog& log_;
};

}  // namespace

bool is_forbidden_key(std::string_view key) {
  const std::vector<std::string> words = split_key(key);
  for (const std::string_view word : kForbiddenWords) {
    if (has_word(words, word)) return true;
  }
  const std::string all = joined(words);
  for (const std::string_view part : kForbiddenParts) {
    if (key.find(part) != std::string_view::npos || all.find(part) != std::string::npos)
      return true;
  }
  return has_identity(words);
}

bool is_temperature_key(std::string_view key) {
  const std::vector<std::string> words = split_key(key);
  return has_word(words, "temperature") || has_word(words, "temp") ||
         key.find("温") != std::string_view::npos;
}

std::string shown_key(std::string_view key) {
  const bool plain =
      !key.empty() && key.size() <= kShownKeyCharsMax &&
      std::all_of(key.begin(), key.end(), [](char c) { return is_ascii_letter(c) || c == '_'; });
  if (plain) return std::string(key);
  for (const std::string_view part : kForbiddenParts) {
    if (key.find(part) != std::string_view::npos) return "(…" + std::string(part) + "…)";
  }
  return "(a key that is no field's name)";
}

void drop_forbidden(Json& document, ReadLog& log) {
  Dropper(log).walk(document, "", false);
}

}  // namespace sunhall
