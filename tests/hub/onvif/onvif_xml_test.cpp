#include "hub/onvif/onvif_xml.h"

#include <doctest/doctest.h>

#include <string>

using namespace sunhall;

namespace {

// Prefixes are another than ours on purpose: every maker chooses its own.
const std::string kMatches = R"(<?xml version="1.0" encoding="UTF-8"?>
<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://www.w3.org/2003/05/soap-envelope"
 xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing"
 xmlns:q="http://schemas.xmlsoap.org/ws/2005/04/discovery"><SOAP-ENV:Body><q:ProbeMatches><q:ProbeMatch>
<wsa:EndpointReference><wsa:Address>urn:uuid:11111111-2222</wsa:Address></wsa:EndpointReference>
<q:Types>dn:NetworkVideoTransmitter</q:Types>
<q:Scopes>onvif://www.onvif.org/type/video onvif://www.onvif.org/hardware/DS-2CD
 onvif://www.onvif.org/name/Kitchen%20East</q:Scopes>
<q:XAddrs>http://192.0.2.10/onvif/device_service ftp://192.0.2.10/x http://[2001:db8::1]/onvif/device_service</q:XAddrs>
</q:ProbeMatch></q:ProbeMatches></SOAP-ENV:Body></SOAP-ENV:Envelope>)";

const std::string kProfiles = R"(<s:Envelope xmlns:s="x" xmlns:trt="y" xmlns:tt="z"><s:Body>
<trt:GetProfilesResponse><trt:Profiles token="sub" fixed="true"><tt:Name>small</tt:Name>
<tt:VideoEncoderConfiguration token="e2"><tt:Encoding>H264</tt:Encoding><tt:Resolution><tt:Width>640</tt:Width>
<tt:Height>360</tt:Height></tt:Resolution></tt:VideoEncoderConfiguration></trt:Profiles>
<trt:Profiles token="a&amp;b"><tt:Name>snapshots</tt:Name></trt:Profiles>
</trt:GetProfilesResponse></s:Body></s:Envelope>)";

const std::string kTime = R"(<e:Envelope xmlns:e="x" xmlns:d="y" xmlns:t="z"><e:Body>
<d:GetSystemDateAndTimeResponse><d:SystemDateAndTime><t:DaylightSavings>false</t:DaylightSavings>
<t:UTCDateTime><t:Time><t:Hour>3</t:Hour><t:Minute>30</t:Minute><t:Second>5</t:Second></t:Time>
<t:Date><t:Year>2026</t:Year><t:Month>11</t:Month><t:Day>24</t:Day></t:Date></t:UTCDateTime>
</d:SystemDateAndTime></d:GetSystemDateAndTimeResponse></e:Body></e:Envelope>)";

const std::string kUri =
    R"(<e:Envelope xmlns:e="x" xmlns:m="y" xmlns:t="z"><e:Body><m:GetStreamUriResponse>
<m:MediaUri><t:Uri> rtsp://192.0.2.10:554/Streaming/101?a=1&amp;b=2
</t:Uri></m:MediaUri></m:GetStreamUriResponse></e:Body></e:Envelope>)";

const std::string kFault =
    R"(<e:Envelope xmlns:e="x"><e:Body><e:Fault><e:Code><e:Value>e:Sender</e:Value></e:Code>
<e:Reason><e:Text xml:lang="en">Sender not Authorized</e:Text></e:Reason></e:Fault></e:Body></e:Envelope>)";

}  // namespace

TEST_CASE("onvif: a search's answer tells a camera's id, name and web addresses") {
  const auto matches = read_probe_matches(kMatches);

  REQUIRE(matches);
  REQUIRE(matches->size() == 1);
  CHECK(matches->front() == OnvifMatch{"urn:uuid:11111111-2222",
                                       {"http://192.0.2.10/onvif/device_service",
                                        "http://[2001:db8::1]/onvif/device_service"},
                                       "Kitchen East",
                                       "DS-2CD"});
}

TEST_CASE("onvif: profiles are read with and without an encoder") {
  const auto profiles = read_profiles(kProfiles);

  REQUIRE(profiles);
  REQUIRE(profiles->size() == 2);
  CHECK(profiles->front() == OnvifProfile{"sub", "small", "H264", 640, 360});
  CHECK(profiles->back() == OnvifProfile{"a&b", "snapshots", "", 0, 0});
}

TEST_CASE("onvif: clock and stream address are read") {
  const auto time = read_time(kTime);
  const auto uri = read_stream_uri(kUri);

  REQUIRE(time);
  CHECK(*time == *parse_rfc3339("2026-11-24T03:30:05Z"));
  REQUIRE(uri);
  CHECK(*uri == "rtsp://192.0.2.10:554/Streaming/101?a=1&b=2");
}

TEST_CASE("onvif: an impossible time is no time") {
  std::string month = kTime;
  month.replace(month.find("<t:Month>11"), 11, "<t:Month>13");
  std::string hour = kTime;
  hour.replace(hour.find("<t:Hour>3"), 9, "<t:Hour>24");

  CHECK_FALSE(read_time(month));
  CHECK_FALSE(read_time(hour));
}

TEST_CASE("onvif: a fault is told in the camera's own words") {
  const auto profiles = read_profiles(kFault);

  REQUIRE_FALSE(profiles);
  CHECK(profiles.error().kind == ErrorKind::kUnavailable);
  CHECK(profiles.error().what.find("Sender not Authorized") != std::string::npos);
}

TEST_CASE("onvif: the digest is the standard's, and the password is nowhere") {
  // Source: ONVIF Application Programmer's Guide 1.0, 6.1.1.3.
  const std::string nonce = "\x2c\xaa\x88\xe8\x6f\xc0\x8a\x42\x82\x42\xb3\x74\xce\xa6\x45\x96";
  const OnvifLogin login{.user = "user",
                         .password = Secret("userpassword"),
                         .created = *parse_rfc3339("2010-09-16T07:50:45Z"),
                         .nonce_bytes = nonce};

  const std::string xml = write_get_profiles(login);

  CHECK(xml.find("tuOSpGlFlIXsozq4HFNeeGeFLEI=") != std::string::npos);
  CHECK(xml.find("LKqI6G/AikKCQrN0zqZFlg==") != std::string::npos);
  CHECK(xml.find("<wsu:Created>2010-09-16T07:50:45Z<") != std::string::npos);
  CHECK(xml.find("userpassword") == std::string::npos);
}

TEST_CASE("onvif: what stands in a question cannot break out of it") {
  const std::string xml = write_get_stream_uri("a</trt:ProfileToken><evil>&", OnvifLogin{});

  CHECK(xml.find("<evil>") == std::string::npos);
  CHECK(xml.find("a&lt;/trt:ProfileToken&gt;&lt;evil&gt;&amp;") != std::string::npos);
}

TEST_CASE(
    "onvif: an answer cut anywhere is refused or holds nothing wrong, never more than was sent") {
  for (const std::string& whole : {kMatches, kProfiles, kTime, kUri, kFault}) {
    for (std::size_t length = 0; length < whole.size(); ++length) {
      const std::string cut = whole.substr(0, length);
      CHECK_FALSE(read_profiles(cut));
      CHECK_FALSE(read_time(cut));
      CHECK_FALSE(read_stream_uri(cut));
      CHECK_FALSE(read_media_address(cut));
      CHECK_FALSE(read_probe_matches(cut));
    }
  }
}

TEST_CASE("onvif: an endless or bottomless answer is refused") {
  std::string deep;
  for (int i = 0; i < 20'000; ++i) deep += "<a>";

  const auto endless = read_profiles(std::string(kOnvifBytesMax + 1, ' '));

  REQUIRE_FALSE(endless);
  CHECK(endless.error().kind == ErrorKind::kExhausted);
  CHECK_FALSE(read_profiles(deep));
}
