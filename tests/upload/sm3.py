"""SM3 and HMAC-SM3 by the words of GB/T 32905-2016 and RFC 2104.

    >>> sm3(b"abc").hex()
    '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'
"""

IV = (0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E)
MASK = 0xFFFFFFFF


def rotate(word: int, bits: int) -> int:
    bits %= 32
    return (word << bits | word >> (32 - bits)) & MASK


def p0(word: int) -> int:
    return word ^ rotate(word, 9) ^ rotate(word, 17)


def p1(word: int) -> int:
    return word ^ rotate(word, 15) ^ rotate(word, 23)


def expand(block: bytes) -> list[int]:
    words = [int.from_bytes(block[at:at + 4], "big") for at in range(0, 64, 4)]
    for j in range(16, 68):
        words.append(p1(words[j - 16] ^ words[j - 9] ^ rotate(words[j - 3], 15)) ^ rotate(words[j - 13], 7)
                     ^ words[j - 6])
    return words


def compress(state: tuple, block: bytes) -> tuple:
    words = expand(block)
    a, b, c, d, e, f, g, h = state
    for j in range(64):
        fixed = 0x79CC4519 if j < 16 else 0x7A879D8A
        ss1 = rotate((rotate(a, 12) + e + rotate(fixed, j)) & MASK, 7)
        ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
        gg = e ^ f ^ g if j < 16 else (e & f) | (~e & MASK & g)
        tt1 = (ff + d + (ss1 ^ rotate(a, 12)) + (words[j] ^ words[j + 4])) & MASK
        tt2 = (gg + h + ss1 + words[j]) & MASK
        a, b, c, d, e, f, g, h = tt1, a, rotate(b, 9), c, p0(tt2), e, rotate(f, 19), g
    return tuple(old ^ new for old, new in zip(state, (a, b, c, d, e, f, g, h)))


def sm3(data: bytes) -> bytes:
    bits = len(data) * 8
    data += b"\x80" + b"\0" * ((55 - len(data)) % 64) + bits.to_bytes(8, "big")
    state = IV
    for at in range(0, len(data), 64):
        state = compress(state, data[at:at + 64])
    return b"".join(word.to_bytes(4, "big") for word in state)


def hmac_sm3(key: bytes, data: bytes) -> bytes:
    key = (sm3(key) if len(key) > 64 else key).ljust(64, b"\0")
    inner = sm3(bytes(byte ^ 0x36 for byte in key) + data)
    return sm3(bytes(byte ^ 0x5C for byte in key) + inner)
