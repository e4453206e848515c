"""MANSCDP: the XML bodies of GB/T 28181, in the character set that they declare."""
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

CONTENT_TYPE = "Application/MANSCDP+xml"
CODECS = {"GB2312": "gb2312", "GB18030": "gb18030", "UTF-8": "utf-8"}


class ManscdpError(ValueError):
    """What came is no MANSCDP."""


@dataclass
class Body:
    """One document: `kind` is Query, Response, Notify or Control."""

    kind: str
    root: ET.Element = field(repr=False)
    encoding: str = ""
    text_of_body: str = field(default="", repr=False)

    def text(self, path: str, default: str = "") -> str:
        found = self.root.find(path)
        return default if found is None or found.text is None else found.text.strip()

    @property
    def command(self) -> str:
        return self.text("CmdType")

    @property
    def serial(self) -> str:
        return self.text("SN")

    @property
    def device(self) -> str:
        return self.text("DeviceID")

    def items(self, name: str = "Item") -> list[dict[str, str]]:
        """Each item as a flat table: `Info/PTZType` for what is nested."""
        return [flat(item) for item in self.root.iter(name)]


def flat(element: ET.Element, above: str = "") -> dict[str, str]:
    table = {}
    for child in element:
        if len(child):
            table |= flat(child, above + child.tag + "/")
        else:
            table[above + child.tag] = (child.text or "").strip()
    return table


def parse(data: bytes) -> Body:
    """Decodes strictly by what the declaration says: a character outside the set is an error, not a guess."""
    declaration = re.match(rb'\s*<\?xml[^>]*?encoding\s*=\s*["\']([\w-]+)["\'][^>]*\?>', data)
    name = declaration[1].decode().upper() if declaration else "UTF-8"
    if name not in CODECS:
        raise ManscdpError(f"encoding {name}")
    try:
        text = data.decode(CODECS[name])
    except UnicodeDecodeError as error:
        raise ManscdpError(f"declared {name}, but {error.reason} at byte {error.start}") from None
    try:
        root = ET.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    except ET.ParseError as error:
        raise ManscdpError(f"XML: {error}") from None
    if root.tag not in ("Query", "Response", "Notify", "Control"):
        raise ManscdpError(f"root {root.tag}")
    for wanted in ("CmdType", "SN", "DeviceID"):
        if root.find(wanted) is None:
            raise ManscdpError(f"no {wanted} in {root.tag}")
    return Body(root.tag, root, name if declaration else "", text)


def write(kind: str, command: str, serial: int, device: str, charset: str = "GB2312", extra: str = "", **fields) -> bytes:
    """A document; `extra` is XML that goes in as it is."""
    lines = [f'<?xml version="1.0" encoding="{charset}"?>', f"<{kind}>", f"<CmdType>{command}</CmdType>",
             f"<SN>{serial}</SN>", f"<DeviceID>{device}</DeviceID>",
             *(f"<{name}>{escape(str(value))}</{name}>" for name, value in fields.items())]
    if extra:
        lines.append(extra)
    return "\r\n".join([*lines, f"</{kind}>", ""]).encode(CODECS[charset])


@dataclass
class Batches:
    """Puts together what comes in several responses of one SN: catalogue, records."""

    total: int | None = None
    items: list[dict[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    batch_sizes: list[int] = field(default_factory=list)

    def add(self, body: Body, list_name: str) -> None:
        total = body.text("SumNum")
        if not total.isdigit():
            self.faults.append(f"SumNum {total!r}")
            return
        if self.total is not None and self.total != int(total):
            self.faults.append(f"SumNum was {self.total}, is {total}")
        self.total = int(total)
        lists = body.root.findall(list_name)
        if self.total == 0 and lists:
            self.faults.append(f"a {list_name} although nothing was found")
        for one in lists:
            items = [flat(item) for item in one.findall("Item")]
            if one.get("Num") != str(len(items)):
                self.faults.append(f"{list_name} Num={one.get('Num')} with {len(items)} items")
            self.items += items
            self.batch_sizes.append(len(items))

    @property
    def is_whole(self) -> bool:
        return self.total is not None and len(self.items) >= self.total


def tree_faults(items: list[dict[str, str]], device: str) -> list[str]:
    """What is wrong with a catalogue as a tree: every parent is there, every id is one, 20 digits each."""
    faults, ids = [], [item.get("DeviceID", "") for item in items]
    for one in {one for one in ids if ids.count(one) > 1}:
        faults.append(f"{one} twice")
    for item in items:
        one = item.get("DeviceID", "")
        if not re.fullmatch(r"\d{20}", one):
            faults.append(f"DeviceID {one!r}")
        if not item.get("Name"):
            faults.append(f"{one} has no name")
        for parent in item.get("ParentID", "").split("/"):
            if parent not in (*ids, device):
                faults.append(f"{one}: parent {parent!r} is not there")
    return faults
