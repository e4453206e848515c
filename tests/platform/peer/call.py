"""A media session as the platform sees it: INVITE, ACK, INFO, CANCEL, BYE."""
import time

from . import sdp, sip
from .receiver import Receiver
from .transactions import ANSWER_S, Client, new_branch

MANSRTSP = "Application/MANSRTSP"


class Call:
    """One INVITE that a platform sent, and the dialog that came of it."""

    def __init__(self, platform, device, offer: sdp.Offer, receiver: Receiver):
        self.platform, self.device, self.offer, self.media = platform, device, offer, receiver
        self.call_id = platform.new_call_id()
        self.local = f"<sip:{platform.id}@{platform.domain}>;tag={platform.new_tag()}"
        self.remote = f"<sip:{offer.channel}@{platform.domain}>"
        self.target = f"sip:{offer.channel}@{sip.uri_of(device.contact).partition('@')[2]}"
        self.sequence = 1
        self.answer: sdp.Sdp | None = None
        self.acks = self.answers = 0
        self.withhold_ack = False
        self.is_over = False  # BYE came or went
        self.ended_by = ""
        self.provisional: list[int] = []
        self.status = 0
        self.client: Client | None = None
        self.ack: sip.Message | None = None

    def request(self, method: str, sequence: int | None = None, branch: str = "") -> sip.Message:
        message = sip.Message(method, self.target)
        transport = self.device.route.transport.upper()
        message.add("Via", f"SIP/2.0/{transport} {self.platform.host}:{self.platform.port};rport;"
                           f"branch={branch or new_branch()}")
        message.add("From", self.local).add("To", self.remote).add("Call-ID", self.call_id)
        message.add("CSeq", f"{self.sequence if sequence is None else sequence} {method}").add("Max-Forwards", 70)
        return message

    def start(self) -> "Call":
        """Sends the INVITE and does not wait."""
        invite = self.request("INVITE")
        invite.add("Contact", f"<sip:{self.platform.id}@{self.platform.host}:{self.platform.port}>")
        invite.add("Subject", self.subject()).add("Content-Type", "Application/SDP")
        invite.body = self.offer.sdp().write()
        self.platform.calls[self.call_id] = self
        self.client = self.platform.transactions.request(invite, self.device.route)
        return self

    def subject(self) -> str:
        if self.platform.personality.subject_has_ssrc:
            return f"{self.offer.channel}:{self.offer.ssrc},{self.platform.id}:0"
        history = int(self.offer.kind != "Play")
        number = self.platform.new_serial()
        return f"{self.offer.channel}:{history}{number:05d},{self.platform.id}:{number}"

    def finish(self, seconds: float = ANSWER_S) -> "Call":
        """Waits for the final response and acknowledges it."""
        response = self.client.final(seconds, lambda provisional: self.provisional.append(provisional.status))
        self.status = response.status
        if response.has("To"):
            self.remote = response.get("To")
        if response.status >= 300:
            ack = self.request("ACK", branch=self.client.message.branch)
            ack.uri = self.client.message.uri
            self.platform.wire.send(ack, self.device.route)
            self.media.close()
            return self
        self.platform.complain(*self.faults_of(response))
        self.answer = sdp.parse(response.body)
        self.platform.complain(*sdp.faults_of_answer(self.offer, self.answer))
        self.target = sip.uri_of(response.get("Contact")) or self.target
        if self.offer.ssrc is None and self.answer.ssrc:
            self.media.assembler.ssrc = int(self.answer.ssrc)
        self.accepted_again(response)
        if self.offer.transport == "tcp-active":
            self.media.connect(self.answer.address, self.answer.media[1])
        return self

    def faults_of(self, response: sip.Message) -> list[str]:
        faults = []
        if not sip.params_of(response.get("To")).get("tag"):
            faults.append("INVITE answer: no tag in To")
        if not response.has("Contact"):
            faults.append("INVITE answer: no Contact")
        if response.get("Content-Type").lower() != "application/sdp":
            faults.append(f"INVITE answer: Content-Type {response.get('Content-Type')!r}")
        return faults

    def accepted_again(self, response: sip.Message) -> None:
        """A 200 came, the first or a repeated one: it gets its ACK, unless that is to be lost."""
        self.answers += 1
        if self.withhold_ack or self.is_over:
            return
        if self.ack is None:
            self.ack = self.request("ACK", sequence=response.cseq[0])
        self.acks += 1
        self.platform.wire.send(self.ack, self.device.route)

    def cancel(self) -> int:
        """Takes the INVITE back; answers the status of the CANCEL itself."""
        message = self.request("CANCEL", branch=self.client.message.branch)
        message.uri = self.client.message.uri
        return self.platform.transactions.request(message, self.device.route).final().status

    def send(self, method: str, content_type: str = "", body: bytes = b"") -> sip.Message:
        self.sequence += 1
        message = self.request(method)
        if body:
            message.add("Content-Type", content_type)
            message.body = body
        return self.platform.transactions.request(message, self.device.route).final()

    def control(self, verb: str, *headers: str) -> sip.Message:
        """MANSRTSP in an INFO: PLAY, PAUSE, TEARDOWN with their header lines."""
        lines = [f"{verb} RTSP/1.0", f"CSeq: {self.sequence}", *headers, "", ""]
        return self.send("INFO", MANSRTSP, "\r\n".join(lines).encode())

    def bye(self) -> float:
        """Hangs up; answers the monotonic time at which it was asked for. The status must be 200."""
        asked_s = time.monotonic()
        if not self.is_over:
            self.is_over, self.ended_by = True, self.ended_by or "platform"
            status = self.send("BYE").status
            if status != 200:
                self.platform.complain(f"BYE answered {status}")
        return asked_s

    def close(self) -> None:
        """Hangs up if need be and lets go of the sockets."""
        try:
            if self.answer and not self.is_over:
                self.bye()
        finally:
            self.media.close()
