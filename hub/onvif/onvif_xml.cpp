#include "hub/onvif/onvif_xml.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <functional>
#include <utility>

#include <openssl/evp.h>
#include <pugixml.hpp>

#include "native/stream_address.h"

namespace sunhall {

namespace {

constexpr std::size_t kWordBytesMax = 512;  // of an address, a name, a fault
constexpr int kDepthMax = 32;

// Cameras choose their own namespace prefixes: names are compared without.
std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

void visit(const pugi::xml_node& node, int depth,
           const std::function<void(const pugi::xml_node&)>& see) {
  if (depth > kDepthMax) return;
  see(node);
  for (const pugi::xml_node& child : node.children()) visit(child, depth + 1, see);
}

// The first node below with this name; an empty node if there is none.
pugi::xml_node find(const pugi::xml_node& below, std::string_view name) {
  pugi::xml_node found;
  visit(below, 0, [&](const pugi::xml_node& node) {
    if (!found && local_name(node) == name) found = node;
  });
  return found;
}

std::string word_of(const pugi::xml_node& node) {
  std::string_view text = node.child_value();
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  text = text.substr(first, text.find_last_not_of(kBlank) - first + 1);
  return std::string(text.substr(0, kWordBytesMax));
}

int number_of(const pugi::xml_node& node) {
  const std::string text = word_of(node);
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::string fault_words(const pugi::xml_node& fault) {
  std::string words = word_of(find(fault, "Text"));
  if (words.empty()) words = word_of(find(fault, "faultstring"));
  std::erase_if(words, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  return words.empty() ? "the camera refuses" : "the camera refuses: " + words;
}

Result<pugi::xml_document> parse(std::string_view xml) {
  if (xml.size() > kOnvifBytesMax) {
    return fail(ErrorKind::kExhausted, "the camera's answer is too long");
  }
  pugi::xml_document document;
  // No DTD is read: pugixml knows no entities but the five of XML.
  if (!document.load_buffer(xml.data(), xml.size(), pugi::parse_default)) {
    return fail(ErrorKind::kBadInput, "the camera's answer is no XML");
  }
  if (const pugi::xml_node fault = find(document, "Fault")) {
    return fail(ErrorKind::kUnavailable, fault_words(fault));
  }
  return document;
}

tl::unexpected<Error> missing(const char* what) {
  return fail(ErrorKind::kBadInput, std::string("the camera's answer has no ") + what);
}

std::string base64(std::string_view bytes) {
  std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                     reinterpret_cast<const unsigned char*>(bytes.data()),
                                     static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(length));
  return out;
}

std::string sha1(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha1(), nullptr);
  return {reinterpret_cast<const char*>(digest.data()), length};
}

std::string escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
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
  return out;
}

std::string created_text(const ZonedTime& time) {
  std::string text = format_rfc3339({time.utc, std::chrono::minutes(0)});
  if (text.ends_with("+00:00")) text.replace(text.size() - 6, 6, "Z");
  return text;
}

std::string security(const OnvifLogin& login) {
  if (login.user.empty()) return {};
  constexpr std::string_view kOasis = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-";
  const std::string created = created_text(login.created);
  const std::string digest = base64(sha1(login.nonce_bytes + created + login.password.reveal()));
  const std::string oasis(kOasis);
  return "<wsse:Security s:mustUnderstand=\"1\" xmlns:wsse=\"" + oasis +
         "wssecurity-secext-1.0.xsd\" xmlns:wsu=\"" + oasis +
         "wssecurity-utility-1.0.xsd\"><wsse:UsernameToken><wsse:Username>" + escape(login.user) +
         "</wsse:Username><wsse:Password Type=\"" + oasis +
         "username-token-profile-1.0#PasswordDigest\">" + digest +
         "</wsse:Password><wsse:Nonce EncodingType=\"" + oasis +
         "soap-message-security-1.0#Base64Binary\">" + base64(login.nonce_bytes) +
         "</wsse:Nonce><wsu:Created>" + created +
         "</wsu:Created></wsse:UsernameToken></wsse:Security>";
}

std::string envelope(const std::string& header, const std::string& body) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
         "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\""
         " xmlns:tds=\"http://www.onvif.org/ver10/device/wsdl\""
         " xmlns:trt=\"http://www.onvif.org/ver10/media/wsdl\""
         " xmlns:tt=\"http://www.onvif.org/ver10/schema\"><s:Header>" +
         header + "</s:Header><s:Body>" + body + "</s:Body></s:Envelope>";
}

// ONVIF Core §7.3.2.2: scopes are URIs; the value comes last.
std::string scope_value(std::string_view scopes, std::string_view key) {
  const std::string prefix = "onvif://www.onvif.org/" + std::string(key) + "/";
  const std::size_t at = scopes.find(prefix);
  if (at == std::string_view::npos) return {};
  const std::size_t begin = at + prefix.size();
  const std::string_view value =
      scopes.substr(begin, scopes.find_first_of(" \t\r\n", begin) - begin);
  return decode_percent(value).value_or(std::string(value));
}

std::vector<std::string> split_words(const std::string& text) {
  std::vector<std::string> out;
  std::size_t begin = 0;
  while ((begin = text.find_first_not_of(" \t\r\n", begin)) != std::string::npos) {
    const std::size_t end = std::min(text.find_first_of(" \t\r\n", begin), text.size());
    out.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return out;
}

OnvifMatch read_match(const pugi::xml_node& node) {
  OnvifMatch match;
  match.id = word_of(find(node, "Address"));
  const std::string scopes = word_of(find(node, "Scopes"));
  match.name = scope_value(scopes, "name");
  match.hardware = scope_value(scopes, "hardware");
  for (std::string& address : split_words(word_of(find(node, "XAddrs")))) {
    if (address.starts_with("http://") || address.starts_with("https://")) {
      match.addresses.push_back(std::move(address));
    }
  }
  return match;
}

OnvifProfile read_profile(const pugi::xml_node& node) {
  OnvifProfile profile;
  profile.token = node.attribute("token").value();
  profile.token.resize(std::min(profile.token.size(), kWordBytesMax));
  profile.name = word_of(find(node, "Name"));
  const pugi::xml_node encoder = find(node, "VideoEncoderConfiguration");
  profile.encoding = word_of(find(encoder, "Encoding"));
  profile.width = number_of(find(encoder, "Width"));
  profile.height = number_of(find(encoder, "Height"));
  return profile;
}

}  // namespace

std::string write_probe(std::string_view message_id) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
         "<e:Envelope xmlns:e=\"http://www.w3.org/2003/05/soap-envelope\""
         " xmlns:w=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\""
         " xmlns:d=\"http://schemas.xmlsoap.org/ws/2005/04/discovery\""
         " xmlns:dn=\"http://www.onvif.org/ver10/network/wsdl\"><e:Header><w:MessageID>uuid:" +
         std::string(message_id) +
         "</w:MessageID><w:To e:mustUnderstand=\"true\">"
         "urn:schemas-xmlsoap-org:ws:2005:04:discovery</w:To><w:Action e:mustUnderstand=\"true\">"
         "http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</w:Action></e:Header><e:Body>"
         "<d:Probe><d:Types>dn:NetworkVideoTransmitter</d:Types></d:Probe></e:Body></e:Envelope>";
}

Result<std::vector<OnvifMatch>> read_probe_matches(std::string_view xml) {
  const Result<pugi::xml_document> document = parse(xml);
  if (!document) return tl::unexpected(document.error());
  std::vector<OnvifMatch> out;
  visit(*document, 0, [&](const pugi::xml_node& node) {
    if (local_name(node) != "ProbeMatch" || out.size() >= kOnvifItemsMax) return;
    OnvifMatch match = read_match(node);
    if (!match.addresses.empty()) out.push_back(std::move(match));
  });
  return out;
}

std::string write_get_time() {
  return envelope({}, "<tds:GetSystemDateAndTime/>");
}

Result<ZonedTime> read_time(std::string_view xml) {
  const Result<pugi::xml_document> document = parse(xml);
  if (!document) return tl::unexpected(document.error());
  const pugi::xml_node utc = find(*document, "UTCDateTime");
  if (!utc) return missing("time");
  const std::chrono::year_month_day date{
      std::chrono::year(number_of(find(utc, "Year"))),
      std::chrono::month(static_cast<unsigned>(std::clamp(number_of(find(utc, "Month")), 0, 99))),
      std::chrono::day(static_cast<unsigned>(std::clamp(number_of(find(utc, "Day")), 0, 99)))};
  const int hour = number_of(find(utc, "Hour"));
  const int minute = number_of(find(utc, "Minute"));
  const int second = number_of(find(utc, "Second"));
  const bool is_time =
      hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60;
  if (!date.ok() || !is_time) return missing("possible time");
  return ZonedTime{std::chrono::sys_days(date) + std::chrono::hours(hour) +
                       std::chrono::minutes(minute) + std::chrono::seconds(second),
                   std::chrono::minutes(0)};
}

std::string write_get_capabilities(const OnvifLogin& login) {
  return envelope(security(login),
                  "<tds:GetCapabilities><tds:Category>Media</tds:Category></tds:GetCapabilities>");
}

Result<std::string> read_media_address(std::string_view xml) {
  const Result<pugi::xml_document> document = parse(xml);
  if (!document) return tl::unexpected(document.error());
  std::string address = word_of(find(find(*document, "Media"), "XAddr"));
  if (!address.starts_with("http://") && !address.starts_with("https://")) {
    return missing("media service");
  }
  return address;
}

std::string write_get_profiles(const OnvifLogin& login) {
  return envelope(security(login), "<trt:GetProfiles/>");
}

Result<std::vector<OnvifProfile>> read_profiles(std::string_view xml) {
  const Result<pugi::xml_document> document = parse(xml);
  if (!document) return tl::unexpected(document.error());
  std::vector<OnvifProfile> out;
  visit(*document, 0, [&](const pugi::xml_node& node) {
    if (local_name(node) != "Profiles" || out.size() >= kOnvifItemsMax) return;
    OnvifProfile profile = read_profile(node);
    if (!profile.token.empty()) out.push_back(std::move(profile));
  });
  if (out.empty()) return missing("profile");
  return out;
}

std::string write_get_stream_uri(std::string_view profile, const OnvifLogin& login) {
  return envelope(security(login),
                  "<trt:GetStreamUri><trt:StreamSetup><tt:Stream>RTP-Unicast</tt:Stream>"
                  "<tt:Transport><tt:Protocol>RTSP</tt:Protocol></tt:Transport></trt:StreamSetup>"
                  "<trt:ProfileToken>" +
                      escape(profile) + "</trt:ProfileToken></trt:GetStreamUri>");
}

Result<std::string> read_stream_uri(std::string_view xml) {
  const Result<pugi::xml_document> document = parse(xml);
  if (!document) return tl::unexpected(document.error());
  std::string uri = word_of(find(*document, "Uri"));
  if (!uri.starts_with("rtsp://") && !uri.starts_with("rtsps://")) return missing("RTSP address");
  return uri;
}

}  // namespace sunhall
