"""The platform's digest against the RFCs' own examples."""
import unittest

from peer import digest

MUFASA = digest.Login("Mufasa", "Circle Of Life", "testrealm@host.com", "GET", "/dir/index.html")
# RFC 7616 §3.9.1
MUFASA_7616 = digest.Login("Mufasa", "Circle of Life", "http-auth@example.org", "GET", "/dir/index.html")
FIELDS_7616 = {"nonce": "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", "nc": "00000001", "qop": "auth",
               "cnonce": "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"}


class Digest(unittest.TestCase):
    def test_rfc_2617_gives_its_example(self):
        fields = {"nonce": "dcd98b7102dd2f0e8b11d0f600bfb0c093", "nc": "00000001", "cnonce": "0a4f113b", "qop": "auth"}
        self.assertEqual(digest.expected(MUFASA, fields), "6629fae49393a05397450978507c4ef1")

    def test_rfc_7616_gives_its_examples_in_md5_and_sha_256(self):
        md5 = digest.expected(MUFASA_7616, {**FIELDS_7616, "algorithm": "MD5"})
        self.assertEqual(md5, "8ca523f5e9506fed4657c9700eebdbec")
        sha = digest.expected(MUFASA_7616, {**FIELDS_7616, "algorithm": "SHA-256"})
        self.assertEqual(sha, "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1")

    def test_without_qop_the_form_is_that_of_rfc_2069(self):
        first = digest.hash_hex("MD5", "Mufasa:testrealm@host.com:Circle Of Life")
        second = digest.hash_hex("MD5", "GET:/dir/index.html")
        self.assertEqual(digest.expected(MUFASA, {"nonce": "n"}), digest.hash_hex("MD5", f"{first}:n:{second}"))

    def test_upper_case_counts_change_the_response_only_where_the_count_has_letters(self):
        for nc, same in (("00000009", True), ("0000000a", False), ("0000000A", True)):
            fields = {**FIELDS_7616, "nc": nc}
            self.assertEqual(digest.expected(MUFASA, fields) == digest.expected(MUFASA, fields, upper_nc=True), same, nc)


class Guard(unittest.TestCase):
    def header(self, guard: digest.Guard, password: str = "secret", **changes: str) -> str:
        fields = digest.fields_of(guard.challenge())
        fields |= {"username": "u", "uri": "sip:s@d"}
        if guard.qop:
            fields |= {"nc": "00000001", "cnonce": "c"}
        fields |= changes
        login = digest.Login("u", password, fields["realm"], "REGISTER", fields["uri"])
        fields["response"] = digest.expected(login, fields)
        return "Digest " + ", ".join(f'{name}="{value}"' for name, value in fields.items())

    def judge(self, guard: digest.Guard, header: str) -> str:
        return guard.judge(header, "u", "REGISTER", "sip:s@d")

    def test_a_right_answer_passes_once_and_its_repetition_is_stale(self):
        for qop, algorithm in (("auth", "MD5"), ("auth", "SHA-256")):
            guard = digest.Guard("r", "secret", qop, algorithm)
            header = self.header(guard)
            self.assertEqual([self.judge(guard, header) for _ in range(2)], ["ok", "stale"])

    def test_without_qop_a_client_that_sends_one_is_refused(self):
        guard = digest.Guard("r", "secret", qop="")
        self.assertEqual(self.judge(guard, self.header(guard)), "ok")
        self.assertIn("without being asked", self.judge(guard, self.header(guard, qop="auth", nc="00000001", cnonce="c")))

    def test_what_is_wrong_is_named(self):
        guard = digest.Guard("r", "secret")
        self.assertEqual(self.judge(guard, self.header(guard, password="other")), "wrong password")
        self.assertEqual(self.judge(guard, self.header(guard, nonce="foreign")), "stale")
        self.assertIn("is not the request's", self.judge(guard, self.header(guard, uri="sip:x@d")))
        self.assertEqual(self.judge(guard, self.header(guard, realm="x")), "another realm")
        self.assertEqual(self.judge(guard, "Digest "), "no nonce, realm, response, uri, username")

    def test_quotes_commas_and_escapes_in_fields_are_read(self):
        self.assertEqual(digest.fields_of(r'Digest realm="a, \"b\"", nc=00000001 ,qop=auth'),
                         {"realm": 'a, "b"', "nc": "00000001", "qop": "auth"})


if __name__ == "__main__":
    unittest.main()
