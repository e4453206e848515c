"""Kinds of platforms as settings: what they ask of a device, and where they differ from each other."""
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Personality:
    name: str
    edition: str = "2016"  # for the site file
    version: str = "2.0"  # X-GB-Ver; empty: says none
    charset: str = "GB2312"
    transport: str = "udp"  # the device's SIP
    qop: str = "auth"
    algorithm: str = "MD5"
    upper_nc: bool = False
    renews_by_call_id: bool = False  # a REGISTER with a known Call-ID is a renewal and needs no digest
    refusal: int = 403  # answers a wrong password
    expires_min_s: int = 0  # below: 423
    expires_most_s: int = 0  # grants no more; 0: what was asked for
    knows_strangers: bool = False  # answers messages of who is not registered
    subscribe_event: str = "Catalog;id=1"
    sdp_owner: str = "server"  # o= names the server or the channel
    formats: str = "96"
    active_port_is_real: bool = True  # else 9, as RFC 4145 has it, where the platform connects
    subject_has_ssrc: bool = False


# By the letter of GB/T 28181-2016; `Expires` under an hour is refused.
STRICT_2016 = Personality("strict-2016", expires_min_s=3600, active_port_is_real=False)
# By the letter of GB/T 28181-2022, over TCP as behind a NAT.
TCP_2022 = Personality("tcp-2022", edition="2022", version="3.0", charset="GB18030", transport="tcp",
                       subscribe_event="Catalog;id=28181")
# What is known of WVP: renewal by Call-ID, upper-case nc, `presence`, the SSRC in Subject, many formats.
WVP_LIKE = Personality("wvp-like", version="", charset="GB2312", upper_nc=True, renews_by_call_id=True,
                       knows_strangers=True, subscribe_event="presence", sdp_owner="channel", formats="96 97 98 99",
                       subject_has_ssrc=True)
# What is known of VAG.Node: a challenge without qop, 406 for a wrong password.
NO_QOP = Personality("no-qop", qop="", algorithm="", version="", refusal=406)
# A platform that wants RFC 7616.
SHA_256 = replace(TCP_2022, name="sha-256", algorithm="SHA-256")

ALL = (STRICT_2016, TCP_2022, WVP_LIKE, NO_QOP, SHA_256)
