"""What a strict platform would refuse in a device's messages: each fault as a sentence."""
import re

from . import manscdp, sip

UDP_BYTES_MAX = 1472  # one Ethernet frame; GB/T 28181 wants TCP above it
DIALOG_METHODS = {"BYE", "NOTIFY", "ACK", "INFO", "CANCEL"}


def faults_of_request(message: sip.Message, transport: str) -> list[str]:
    faults = []

    def want(is_right, what: str) -> None:
        if not is_right:
            faults.append(f"{message.method}: {what}")

    via = sip.split_list(message.get("Via"))[0] if message.has("Via") else ""
    want(via.upper().startswith(f"SIP/2.0/{transport.upper()} "), f"Via {via!r} over {transport}")
    want(message.branch.startswith("z9hG4bK"), f"branch {message.branch!r}")
    want(transport != "udp" or "rport" in sip.params_of(via), "no rport")
    want(message.get("Max-Forwards").isdigit(), "no Max-Forwards")
    want(message.call_id, "no Call-ID")
    want(message.has("Content-Length"), "no Content-Length")
    want(re.fullmatch(rf"\d+\s+{message.method}", message.get("CSeq")), f"CSeq {message.get('CSeq')!r}")
    want(sip.params_of(message.get("From")).get("tag"), "no tag in From")
    want(re.fullmatch(r"\d{20}", sip.user_of(sip.uri_of(message.get("From")))), f"From {message.get('From')!r}")
    want(sip.user_of(message.uri), f"Request-URI {message.uri!r}")
    want(transport == "tcp" or len(message.write()) <= UDP_BYTES_MAX, f"{len(message.write())} bytes over UDP")
    want(not message.has("Route"), "a Route that nobody gave")
    for name in ("Via", "From", "To", "Call-ID", "CSeq", "Content-Length", "Content-Type", "Contact"):
        want(len(message.get_all(name)) <= 1, f"{name} twice")
    if message.method == "REGISTER":
        faults += faults_of_register(message)
    if message.method == "MESSAGE" or message.body:
        want(message.get("Content-Type").lower() == manscdp.CONTENT_TYPE.lower(),
             f"Content-Type {message.get('Content-Type')!r}")
    if message.method not in DIALOG_METHODS:
        want("tag" not in sip.params_of(message.get("To")) or message.method == "MESSAGE", "a tag in To")
    return faults


def faults_of_register(message: sip.Message) -> list[str]:
    faults = []
    if sip.uri_of(message.get("From")) != sip.uri_of(message.get("To")):
        faults.append("REGISTER: From and To differ")
    if not message.has("Contact"):
        faults.append("REGISTER: no Contact")
    if not re.fullmatch(r"\d+", message.get("Expires")):
        faults.append(f"REGISTER: Expires {message.get('Expires')!r}")  # some answer 400 without it
    if not re.fullmatch(r"[123]\.\d", message.get("X-GB-Ver")):
        faults.append(f"REGISTER: X-GB-Ver {message.get('X-GB-Ver')!r}")
    return faults


def faults_of_body(body: manscdp.Body, charset: str) -> list[str]:
    allowed = {"GB2312": {"GB2312"}, "GB18030": {"GB18030", "GB2312"}}[charset]
    if body.encoding not in allowed:
        return [f"{body.kind} {body.command}: encoding {body.encoding!r}, agreed was {charset}"]
    return []
