#include "hub/platform/manscdp/xml_writer.h"

#include "core/base/text.h"
#include "hub/platform/manscdp/charset.h"

namespace sunhall {

namespace {

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : clean_line(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
}

}  // namespace

XmlWriter& XmlWriter::open(std::string_view name, std::string_view attributes) {
  text_ += '<';
  text_ += name;
  if (!attributes.empty()) text_ += ' ';
  text_ += attributes;
  text_ += '>';
  return *this;
}

XmlWriter& XmlWriter::close(std::string_view name) {
  text_ += "</";
  text_ += name;
  text_ += '>';
  return *this;
}

XmlWriter& XmlWriter::leaf(std::string_view name, std::string_view text) {
  text_ += '<';
  text_ += name;
  text_ += '>';
  append_escaped(text_, text);
  return close(name);
}

XmlWriter& XmlWriter::leaf(std::string_view name, std::uint64_t number) {
  return leaf(name, std::to_string(number));
}

XmlWriter& XmlWriter::maybe(std::string_view name, std::string_view text) {
  return text.empty() ? *this : leaf(name, text);
}

XmlWriter& XmlWriter::raw(std::string_view xml) {
  text_ += xml;
  return *this;
}

std::string XmlWriter::body(GbCharset charset) const {
  std::string declared = "<?xml version=\"1.0\" encoding=\"";
  declared += gb_charset_name(charset);
  declared += "\"?>\r\n";
  return declared + to_gb(text_, charset);
}

}  // namespace sunhall
