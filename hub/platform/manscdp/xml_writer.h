// The XML that goes to a platform: elements and text, nothing else.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "native/site_platform.h"

namespace sunhall {

/// Puts elements one after another; every text is cleaned and escaped on its way in. No line
/// breaks: over UDP each byte counts.
///
/// Order:   each `open` has its `close`.
class XmlWriter {
 public:
  XmlWriter& open(std::string_view name, std::string_view attributes = {});
  XmlWriter& close(std::string_view name);
  XmlWriter& leaf(std::string_view name, std::string_view text);
  XmlWriter& leaf(std::string_view name, std::uint64_t number);
  /// Nothing at all for an empty text.
  XmlWriter& maybe(std::string_view name, std::string_view text);
  /// Elements that another writer made.
  XmlWriter& raw(std::string_view xml);

  /// In UTF-8, without a declaration.
  const std::string& text() const { return text_; }

  /// As a message's body: with its declaration, in the charset.
  std::string body(GbCharset charset) const;

 private:
  std::string text_;
};

}  // namespace sunhall
