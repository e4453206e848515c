"""The day's records on the real hub: entered, told at once, published, and still there after a kill."""
import http.client
import json
import random
import re
import sqlite3
import subprocess
import threading
import time
import unittest
import urllib.parse

import house
from house import hall

TOLD_S = 2.0
WRITERS = 50
KILL_AFTER_S = 1.5
FUZZ_SEED = 20261124
FUZZ_ROUNDS = 8  # a schema


def entry(kind: str, body: dict, **more) -> dict:
    return {"kind": kind, "step": "add", "day": time.strftime("%Y-%m-%d"),
            "made_at": time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime()), "body": body, **more}


class Records(house.HouseTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.share_hub('[[camera]]\nid = "dining"\nname = "就餐区"\narea = "dining"\nmain = "rtsp://127.0.0.1:1/dining"\n')
        cls.staff = cls.hub.family_token("kitchen", "staff")

    def put(self, name: str, json_body: dict, token: str | None = None) -> house.Answer:
        return house.ask(f"{self.hub.url}/api/v1/records/{name}", token or self.staff, "PUT", json_body)

    def test_a_record_is_told_and_published_within_two_seconds(self):
        events = house.Events(self.hub.url, self.staff)
        self.addCleanup(events.close)
        begin = time.monotonic()
        answer = self.put("told-delivery-1", entry("delivery", {"product_name": "示例豆腐", "quantity": 4, "unit": "板"}))
        self.assertEqual(answer.status, 201, answer.text)
        told = json.loads(events.wait("records", TOLD_S))
        self.assertIn(told.get("kind", "delivery"), ("delivery",))
        today = self.hub.get("/api/v1/today").json
        self.assertLess(time.monotonic() - begin, TOLD_S)
        self.assertIn("示例豆腐", [row["name"] for row in today["ingredients"]])
        self.assertEqual(today["date"], time.strftime("%Y-%m-%d"))

    def test_what_is_private_is_on_no_public_page(self):
        person = {"name": "欧阳秘密", "job": "厨师", "phone": "13812345678", "id_number": "987X"}
        self.assertEqual(self.put("secret-person", entry("person", person), self.hub.token).status, 201)
        check = {"person": "secret-person", "outcome": "off_post", "temperature_c": 38.9, "symptoms": ["diarrhoea"]}
        self.assertEqual(self.put("secret-check", entry("morning_check", check)).status, 201)
        hall.wait_until(lambda: "欧阳" in self.hub.get("/api/v1/today").text, TOLD_S, "the check to be public")
        family = self.hub.family_token("far away")
        for path in ("/api/v1/today", "/api/v1/site", "/plain"):
            text = self.hub.get(path, family).text
            for secret in ("欧阳秘密", "13812345678", "987X", "38.9", "diarrhoea"):
                self.assertNotIn(secret, text, path)

    def test_a_foreign_page_cannot_write_with_a_cookie(self):
        answer = house.ask(f"{self.hub.url}/api/v1/records/foreign-entry", None, "PUT",
                           entry("waste", {"waste_kind": "厨余垃圾"}), Cookie=f"sunhall_session={self.staff}",
                           Origin="http://evil.example")
        self.assertEqual((answer.status, answer.json["error"]["kind"]), (403, "forbidden"))
        self.assertEqual(self.hub.get("/api/v1/today", None, Host="evil.example").status, 401)

    def test_nothing_that_a_schema_allows_or_forbids_makes_the_hub_fail(self):
        document = self.hub.get("/api/v1/openapi.json", self.staff).json
        schemas, chance = document["components"]["schemas"], random.Random(FUZZ_SEED)
        for path, methods in document["paths"].items():
            for method, operation in methods.items():
                if path.startswith(("/api/v1/events", "/api/v1/log", "/api/v1/links", "/api/v1/accounts")):
                    continue
                for _ in range(FUZZ_ROUNDS):
                    self.fuzz(path, method, operation, schemas, chance)
        for name in [name for name in schemas if name.startswith("body_")]:
            for _ in range(FUZZ_ROUNDS):
                body = made(schemas[name], schemas, chance)
                self.never_fails(self.put(f"fuzz-{chance.randrange(10**9)}", entry(name.removeprefix("body_"), body)), name)

    def fuzz(self, path, method, operation, schemas, chance):
        parameters = operation.get("parameters", [])
        for parameter in parameters:
            if parameter["in"] == "path":
                path = path.replace("{" + parameter["name"] + "}", urllib.parse.quote(word(chance), safe=""))
        query = {p["name"]: word(chance) for p in parameters if p["in"] == "query" and chance.random() < 0.6}
        url = f"{self.hub.url}{path}" + (f"?{urllib.parse.urlencode(query)}" if query else "")
        content = operation.get("requestBody", {}).get("content", {}).get("application/json")
        body = made(content["schema"], schemas, chance) if content else ({} if method in ("post", "put") else None)
        answer = house.ask(url, self.hub.token, method.upper(), body)
        self.never_fails(answer, f"{method} {url} {body}")

    def never_fails(self, answer: house.Answer, what: str):
        self.assertTrue(answer.status < 500 or answer.json["error"]["kind"] in ("exhausted", "unavailable"),
                        f"{answer.status} {what} {answer.body[:300]}")


class Killed(house.HouseTest):
    def test_a_hub_that_is_killed_while_fifty_write_loses_and_doubles_nothing_acknowledged(self):
        hub = self.start_hub('[[camera]]\nid = "dining"\nname = "就餐区"\narea = "dining"\n'
                             'main = "rtsp://127.0.0.1:1/dining"\n')
        staff = hub.family_token("kitchen", "staff")
        acknowledged, lock = {}, threading.Lock()

        def write(writer: int) -> None:
            connection = house.connect(hub.url)
            try:
                for number in range(10_000):
                    name = f"writer-{writer}-{number}"
                    body = json.dumps(entry("waste", {"waste_kind": "厨余垃圾", "amount_kg": number % 100}))
                    connection.request("PUT", f"/api/v1/records/{name}", body.encode(),
                                       {"Authorization": f"Bearer {staff}", "Content-Type": "application/json"})
                    answer = connection.getresponse()
                    told = json.loads(answer.read())
                    if answer.status == 201:
                        with lock:
                            acknowledged[name] = told
            except (OSError, http.client.HTTPException, ValueError):
                pass  # the hub is gone
            finally:
                connection.close()

        writers = [threading.Thread(target=write, args=(i,)) for i in range(WRITERS)]
        for writer in writers:
            writer.start()
        time.sleep(KILL_AFTER_S)
        hub.kill()
        for writer in writers:
            writer.join()
        self.assertGreater(len(acknowledged), WRITERS)

        check = subprocess.run([str(house.PROGRAM), "check", "--store", str(hub.store), "--data", str(hub.data)],
                               capture_output=True, text=True, timeout=60)
        self.assertEqual(check.returncode, 0, check.stdout + check.stderr)
        hub.start()
        for name, told in random.Random(1).sample(sorted(acknowledged.items()), min(200, len(acknowledged))):
            again = hub.get(f"/api/v1/records/{name}/history", staff).json["versions"]
            self.assertEqual([(v["seq"], v["hash"]) for v in again], [(told["seq"], told["hash"])])
        with sqlite3.connect(f"file:{hub.data}/records.db?mode=ro", uri=True) as database:
            kept = {row[0] for row in database.execute("SELECT id FROM entry WHERE id LIKE 'writer-%'")}
        self.assertEqual(set(acknowledged) - kept, set())
        self.assertLessEqual(len(kept) - len(acknowledged), WRITERS)  # on the disk, and not told any more


def word(chance: random.Random) -> str:
    return chance.choice(["", "x", "2026-11-24", "2026-02-30", "9" * 40, "delivery", "person", "示例", "=1+1", "%", "null",
                          "sample-person-wang", "-1", "0", "1", "'\"<script>", "2026-11-24T05:50:00+08:00", "\u202e"])


def made(schema: dict, schemas: dict, chance: random.Random, depth: int = 0):
    """A value that fits a schema mostly, and sometimes does not."""
    if chance.random() < 0.08 or depth > 6:
        return chance.choice([None, "", "x" * 400, -1e308, 1e308, [], {}, True, "示例", [[[]]], {"a": {"b": None}}])
    if "$ref" in schema:
        return made(schemas[schema["$ref"].rsplit("/", 1)[1]], schemas, chance, depth + 1)
    if "anyOf" in schema:
        return made(chance.choice(schema["anyOf"]), schemas, chance, depth + 1)
    if "enum" in schema:
        return chance.choice(schema["enum"])
    kind = schema.get("type", "string")
    kind = chance.choice(kind) if isinstance(kind, list) else kind
    if kind == "object":
        required = schema.get("required", [])
        return {key: made(value, schemas, chance, depth + 1) for key, value in schema.get("properties", {}).items()
                if key in required or chance.random() < 0.5}
    if kind == "array":
        return [made(schema.get("items", {}), schemas, chance, depth + 1) for _ in range(chance.randrange(4))]
    if kind in ("number", "integer"):
        low, high = schema.get("minimum", -10), schema.get("maximum", 10**6)
        return chance.choice([low, high, low - 1, high + 1, (low + high) // 2])
    if kind in ("boolean", "null"):
        return chance.choice([True, False]) if kind == "boolean" else None
    if schema.get("format") == "date":
        return chance.choice(["2026-11-24", "2028-02-29", "2027-02-29", "0000-00-00"])
    if schema.get("format") == "date-time":
        return chance.choice(["2026-11-24T05:50:00+08:00", "2026-11-24T24:00:00Z", "9999-12-31T23:59:59-14:00"])
    if re.search("64", schema.get("pattern", "")) and chance.random() < 0.5:
        return "a" * 64
    return word(chance)


if __name__ == "__main__":
    unittest.main()
