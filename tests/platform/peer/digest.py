"""Digest access authentication as a server sees it: RFC 2069, RFC 2617, RFC 7616."""
import hashlib
import re
import secrets
from dataclasses import dataclass, field

HASHES = {"MD5": "md5", "SHA-256": "sha256"}


def hash_hex(algorithm: str, text: str) -> str:
    return hashlib.new(HASHES[algorithm.upper().removesuffix("-SESS")], text.encode()).hexdigest()


@dataclass(frozen=True)
class Login:
    """What both sides know, and what is asked for."""

    user: str
    password: str
    realm: str
    method: str
    uri: str


def expected(login: Login, fields: dict[str, str], upper_nc: bool = False) -> str:
    """The response that RFC 7616 §3.4.1 wants for the fields of an Authorization header; RFC 2069's without qop."""
    algorithm = fields.get("algorithm", "MD5")
    nonce, qop = fields.get("nonce", ""), fields.get("qop", "")
    first = hash_hex(algorithm, f"{login.user}:{login.realm}:{login.password}")
    if algorithm.upper().endswith("-SESS"):
        first = hash_hex(algorithm, f"{first}:{nonce}:{fields.get('cnonce', '')}")
    second = hash_hex(algorithm, f"{login.method}:{login.uri}")
    if not qop:
        return hash_hex(algorithm, f"{first}:{nonce}:{second}")
    nc = fields.get("nc", "")
    middle = f"{nonce}:{nc.upper() if upper_nc else nc}:{fields.get('cnonce', '')}:{qop}"
    return hash_hex(algorithm, f"{first}:{middle}:{second}")


def fields_of(header: str) -> dict[str, str]:
    """The fields of a `Digest a="b", c=d` header; names in lower case."""
    match = re.match(r"\s*Digest\s+", header, re.I)
    if not match:
        return {}
    found = re.findall(r'([\w-]+)\s*=\s*("(?:\\.|[^"\\])*"|[^\s,]+)', header[match.end():])
    return {name.lower(): re.sub(r"\\(.)", r"\1", text[1:-1]) if text.startswith('"') else text for name, text in found}


@dataclass
class Guard:
    """Challenges, and says what is wrong with an answer."""

    realm: str
    password: str
    qop: str = "auth"  # empty: as RFC 2069, without qop
    algorithm: str = "MD5"  # empty: not named
    upper_nc: bool = False
    nonces: dict[str, set[int]] = field(default_factory=dict)  # nonce: the counts that were used

    def challenge(self, stale: bool = False) -> str:
        nonce = secrets.token_hex(16)
        self.nonces[nonce] = set()
        parts = [f'realm="{self.realm}"', f'nonce="{nonce}"']
        if self.algorithm:
            parts.append(f"algorithm={self.algorithm}")
        if self.qop:
            parts.append(f'qop="{self.qop}"')
        if stale:
            parts.append("stale=true")
        return "Digest " + ", ".join(parts)

    def forget_nonces(self) -> None:
        self.nonces.clear()

    def judge(self, header: str, user: str, method: str, uri: str) -> str:
        """Answers `ok`, `stale` (nonce not ours or used up), or a sentence that says what is wrong."""
        fields = fields_of(header)
        missing = {"username", "realm", "nonce", "uri", "response"} - set(fields)
        if missing:
            return f"no {', '.join(sorted(missing))}"
        if fields["username"] != user:
            return "another user"
        if fields["realm"] != self.realm:
            return "another realm"
        if fields["uri"] != uri:
            return f"uri {fields['uri']} is not the request's {uri}"
        if fault := self._fault_of_qop(fields):
            return fault
        wanted = expected(Login(user, self.password, self.realm, method, uri), fields, self.upper_nc)
        if fields["response"] != wanted:
            return "wrong password"
        return self._use(fields)

    def _fault_of_qop(self, fields: dict[str, str]) -> str:
        if fields.get("algorithm", "MD5").upper() != (self.algorithm or "MD5").upper():
            return "another algorithm"
        if not self.qop:
            # RFC 2617 §3.2.2: cnonce and nc must not be there when no qop was sent.
            return "qop, cnonce or nc without being asked" if {"qop", "cnonce", "nc"} & set(fields) else ""
        if fields.get("qop") not in self.qop.split(","):
            return "another qop"
        if not fields.get("cnonce") or not re.fullmatch(r"[0-9a-fA-F]{8}", fields.get("nc", "")):
            return "qop without cnonce and nc of 8 digits"
        return ""

    def _use(self, fields: dict[str, str]) -> str:
        used = self.nonces.get(fields["nonce"])
        count = int(fields.get("nc", "0"), 16)
        if used is None or (self.qop and count in used):
            return "stale"
        used.add(count)
        return "ok"
