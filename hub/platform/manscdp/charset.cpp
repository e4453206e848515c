#include "hub/platform/manscdp/charset.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <utility>

#include "core/base/text.h"

namespace sunhall {

namespace {

constexpr std::size_t kDeclarationBytesMax = 128;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

/// One direction of the C library's converter; where it is missing, it converts nothing.
class Iconv {
 public:
  Iconv(const char* to, const char* from) : handle_(::iconv_open(to, from)) {}
  ~Iconv() {
    if (is_open()) ::iconv_close(handle_);
  }
  Iconv(const Iconv&) = delete;
  Iconv& operator=(const Iconv&) = delete;
  Iconv(Iconv&&) = delete;
  Iconv& operator=(Iconv&&) = delete;

  /// Converts what it can from the front of `text` and takes it off.
  void take(std::string_view& text, std::string& out) {
    if (!is_open()) return;
    std::array<char, 4096> block{};
    while (!text.empty()) {
      char* from = const_cast<char*>(text.data());  // iconv's old signature: it writes nothing here
      std::size_t from_left = text.size();
      char* to = block.data();
      std::size_t to_left = block.size();
      const std::size_t done = ::iconv(handle_, &from, &from_left, &to, &to_left);
      const int reason = errno;
      out.append(block.data(), block.size() - to_left);
      text.remove_prefix(text.size() - from_left);
      if (done == static_cast<std::size_t>(-1) && reason != E2BIG) {
        ::iconv(handle_, nullptr, nullptr, nullptr, nullptr);
        return;
      }
    }
  }

 private:
  bool is_open() const { return handle_ != iconv_t(-1); }

  iconv_t handle_;
};

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

struct Span {
  std::uint16_t first;
  std::uint16_t last;
};

// GB 2312-80: where its rows hold characters, as GBK and GB18030 write them too.
constexpr std::array kGb2312Spans{Span{0xA1A1, 0xA1FE}, Span{0xA2B1, 0xA2E2}, Span{0xA2E5, 0xA2EE},
                                  Span{0xA2F1, 0xA2FC}, Span{0xA3A1, 0xA3FE}, Span{0xA4A1, 0xA4F3},
                                  Span{0xA5A1, 0xA5F6}, Span{0xA6A1, 0xA6B8}, Span{0xA6C1, 0xA6D8},
                                  Span{0xA7A1, 0xA7C1}, Span{0xA7D1, 0xA7F1}, Span{0xA8A1, 0xA8BA},
                                  Span{0xA8C5, 0xA8E9}, Span{0xA9A4, 0xA9EF}};

bool is_gb2312(std::string_view gb) {
  if (gb.size() == 1) return static_cast<unsigned char>(gb[0]) < 0x80;
  if (gb.size() != 2) return false;
  const unsigned lead = static_cast<unsigned char>(gb[0]);
  const unsigned trail = static_cast<unsigned char>(gb[1]);
  if (lead >= 0xB0 && lead <= 0xF7) {
    return trail >= 0xA1 && trail <= (lead == 0xD7 ? 0xF9U : 0xFEU);
  }
  const unsigned code = lead << 8U | trail;
  return std::any_of(kGb2312Spans.begin(), kGb2312Spans.end(),
                     [code](Span span) { return code >= span.first && code <= span.last; });
}

struct Substitute {
  char32_t of;
  std::string_view by;
};

// What people write where GB2312 ends: signs, and variants of characters in names and dishes.
constexpr std::array kSubstitutes{
    Substitute{U'\u00A0', " "}, Substitute{U'–', "-"},   Substitute{U'‑', "-"},
    Substitute{U'−', "-"},      Substitute{U'•', "·"},   Substitute{U'・', "·"},
    Substitute{U'―', "—"},      Substitute{U'²', "2"},   Substitute{U'³', "3"},
    Substitute{U'㎡', "m2"},    Substitute{U'㎝', "cm"}, Substitute{U'㎏', "kg"},
    Substitute{U'€', "EUR"},    Substitute{U'©', "(C)"}, Substitute{U'®', "(R)"},
    Substitute{U'喆', "哲"},    Substitute{U'堃', "坤"}, Substitute{U'昇', "升"},
    Substitute{U'陞', "升"},    Substitute{U'峯', "峰"}, Substitute{U'淩', "凌"},
    Substitute{U'祐', "佑"},    Substitute{U'珮', "佩"}, Substitute{U'湧', "涌"},
    Substitute{U'甯', "宁"},    Substitute{U'叡', "睿"}, Substitute{U'邨', "村"},
    Substitute{U'菓', "果"},    Substitute{U'麵', "面"}, Substitute{U'囍', "喜喜"},
    Substitute{U'號', "号"},    Substitute{U'間', "间"}, Substitute{U'區', "区"},
    Substitute{U'樓', "楼"},    Substitute{U'廚', "厨"}, Substitute{U'門', "门"}};

std::string_view substitute_for(char32_t code) {
  for (const Substitute& known : kSubstitutes) {
    if (known.of == code) return known.by;
  }
  return "？";
}

// One character at a time, so that a character that GB2312 lacks is known from one that it has.
std::string to_gb2312(std::string_view utf8) {
  Iconv iconv("GB18030", "UTF-8");
  const auto convert = [&iconv](std::string_view text) {
    std::string out;
    iconv.take(text, out);
    return out;
  };
  std::string out;
  for (const char32_t code : to_code_points(utf8)) {
    std::string one;
    append_char(one, code);
    const std::string gb = convert(one);
    if (is_gb2312(gb)) {
      out += gb;
    } else {
      const std::string other = convert(substitute_for(code));
      out += other.empty() ? "?" : other;
    }
  }
  return out;
}

struct Widths {
  std::size_t narrow_count = 0;  // two bytes of UTF-8: Latin, Greek, Cyrillic …
  std::size_t wide_count = 0;    // Chinese and its signs
};

Widths count_widths(std::string_view utf8) {
  Widths widths;
  while (const auto at = decode_char(utf8)) {
    utf8.remove_prefix(at->bytes);
    if (at->bytes == 2) ++widths.narrow_count;
    if (at->bytes > 2) ++widths.wide_count;
  }
  return widths;
}

// Pairs of GB2312 can happen to be UTF-8 of two bytes (模 reads as ģ); Chinese in UTF-8 takes
// three.
bool looks_utf8(std::string_view text) {
  if (find_invalid_utf8(text)) return false;
  const Widths widths = count_widths(text);
  return widths.wide_count > widths.narrow_count;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool says_utf8(std::string_view body) {
  if (!body.starts_with("<?xml")) return false;
  std::string head(body.substr(0, kDeclarationBytesMax));
  head.resize(std::min(head.find("?>"), head.size()));
  std::transform(head.begin(), head.end(), head.begin(), lower);
  return head.find("utf-8") != std::string::npos || head.find("utf8") != std::string::npos;
}

}  // namespace

std::string_view gb_charset_name(GbCharset charset) {
  return charset == GbCharset::kGb2312 ? "GB2312" : "GB18030";
}

std::string to_gb(std::string_view utf8, GbCharset charset) {
  if (is_ascii(utf8)) return std::string(utf8);
  if (charset == GbCharset::kGb2312) return to_gb2312(utf8);
  const std::string clean = find_invalid_utf8(utf8) ? to_utf8(to_code_points(utf8)) : std::string();
  std::string_view rest = clean.empty() ? utf8 : std::string_view(clean);
  Iconv iconv("GB18030", "UTF-8");
  std::string out;
  iconv.take(rest, out);
  // Every code point has a place in GB18030: what is left was not converted for want of a
  // converter.
  for (; !rest.empty(); rest.remove_prefix(1)) out += is_ascii(rest.substr(0, 1)) ? rest[0] : '?';
  return out;
}

std::string from_gb(std::string_view bytes) {
  if (is_ascii(bytes)) return std::string(bytes);
  Iconv iconv("UTF-8", "GB18030");
  std::string out;
  out.reserve(bytes.size() * 2);
  while (!bytes.empty()) {
    iconv.take(bytes, out);
    if (bytes.empty()) break;
    // One byte only: a sign of the XML after it is never swallowed.
    out += is_ascii(bytes.substr(0, 1)) ? std::string_view(bytes.substr(0, 1)) : kReplacement;
    bytes.remove_prefix(1);
  }
  return out;
}

std::string xml_to_utf8(std::string_view body) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (body.starts_with(kMark)) {
    body.remove_prefix(kMark.size());
    return find_invalid_utf8(body) ? to_utf8(to_code_points(body)) : std::string(body);
  }
  if (is_ascii(body)) return std::string(body);
  if (says_utf8(body) && !find_invalid_utf8(body)) return std::string(body);
  return looks_utf8(body) ? std::string(body) : from_gb(body);
}

}  // namespace sunhall
