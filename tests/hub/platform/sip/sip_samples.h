// SIP messages as platforms send them.
#pragma once

#include <string>

namespace sunhall::test {

inline std::string sip_lines(const std::string& head, const std::string& body = "") {
  return head + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

/// A platform's question, with compact and unknown headers.
inline std::string sample_message(const std::string& branch = "z9hG4bK1",
                                  const std::string& transport = "UDP") {
  return sip_lines(
      "MESSAGE sip:42070400471180000001@4207000000 SIP/2.0\r\n"
      "Via: SIP/2.0/" +
          transport + " 192.0.2.80:5060;rport;branch=" + branch +
          "\r\n"
          "f: <sip:42070000002000000001@4207000000>;tag=77\r\n"
          "To: <sip:42070400471180000001@4207000000>\r\n"
          "Call-ID: " +
          branch +
          "-call@192.0.2.80\r\n"
          "CSeq: 20 MESSAGE\r\n"
          "Max-Forwards: 70\r\n"
          "X-Unknown: a, b\r\n"
          "Content-Type: Application/MANSCDP+xml\r\n",
      "<?xml version=\"1.0\"?>\r\n<Query><CmdType>Catalog</CmdType><SN>1</SN>"
      "<DeviceID>42070400471180000001</DeviceID></Query>\r\n");
}

inline std::string sample_invite(const std::string& branch = "z9hG4bK2") {
  return sip_lines(
      "INVITE sip:42070400471320000001@4207000000 SIP/2.0\r\n"
      "Via: SIP/2.0/UDP 192.0.2.80:5060;branch=" +
          branch +
          "\r\n"
          "From: <sip:42070000002000000001@4207000000>;tag=live\r\n"
          "To: <sip:42070400471320000001@4207000000>\r\n"
          "Call-ID: invite-1@192.0.2.80\r\n"
          "CSeq: 1 INVITE\r\n"
          "Contact: <sip:42070000002000000001@192.0.2.80:5060>\r\n"
          "Record-Route: <sip:192.0.2.81:5060;lr>\r\n"
          "Subject: 42070400471320000001:0200004321,42070000002000000001:0\r\n"
          "Content-Type: APPLICATION/SDP\r\n",
      "v=0\r\no=42070000002000000001 0 0 IN IP4 192.0.2.80\r\ns=Play\r\n");
}

inline std::string sample_challenge() {
  return sip_lines(
      "SIP/2.0 401 Unauthorized\r\n"
      "Via: SIP/2.0/UDP 10.0.0.5:5070;rport=40000;received=203.0.113.9;branch=z9hG4bK3\r\n"
      "From: <sip:42070400471180000001@4207000000>;tag=a\r\n"
      "To: <sip:42070400471180000001@4207000000>;tag=b\r\n"
      "Call-ID: reg-1\r\n"
      "CSeq: 1 REGISTER\r\n"
      "X-GB-Ver: 3.0\r\n"
      "WWW-Authenticate: Digest realm=\"4207000000\",qop=\"auth\",nonce=\"f3a\",algorithm=MD5\r\n");
}

inline std::string sample_registered() {
  return sip_lines(
      "SIP/2.0 200 OK\r\n"
      "Via: SIP/2.0/TCP 10.0.0.5:5070;rport=40000;received=203.0.113.9;branch=z9hG4bK3\r\n"
      "From: <sip:42070400471180000001@4207000000>;tag=a\r\n"
      "To: <sip:42070400471180000001@4207000000>;tag=b\r\n"
      "Call-ID: reg-1\r\n"
      "CSeq: 2 REGISTER\r\n"
      "Date: 2026-11-30T09:15:00.250\r\n"
      "Contact: <sip:42070400471180000001@10.0.0.5:5070>;expires=3600\r\n"
      "Expires: 86400\r\n");
}

}  // namespace sunhall::test
