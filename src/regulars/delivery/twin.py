"""The plain-text twin of a mail: what its HTML says, read block by block, with every link written out (STANDARDS A3.2)."""

import re
from html.parser import HTMLParser

SKIPPED = {"style", "title", "script", "noscript", "head"}
BLOCKS = {"p", "div", "tr", "table", "ul", "ol", "h1", "h2", "h3", "section", "blockquote"}
HIDDEN = re.compile(r"display\s*:\s*none")
TAG = re.compile(r"\s*(liquid-\d+-)\s*")


def twin(html: str) -> str:
    """The text of an HTML mail. Comments named `liquid-1-` stay as such: they hold the place of a template's tags."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tidy("".join(reader.parts))


def tidy(text: str) -> str:
    """Lines without ragged ends, one empty line between blocks, none at the ends."""
    plain = re.sub(r"[ \t\xa0]+", " ", text)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" ?\n ?", "\n", plain)).strip() + "\n"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.skipping: list[str] = []
        self.links: list[tuple[str, int]] = []
        self.row_begins = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if self.skipping or tag in SKIPPED or HIDDEN.search(said.get("style") or ""):
            if tag not in ("br", "img", "meta", "link", "hr", "input"):
                self.skipping.append(tag)
        elif tag == "a":
            self.links.append((said.get("href") or "", len(self.parts)))
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag == "img" and said.get("alt"):
            self.parts.append(str(said["alt"]))
        elif tag in ("td", "th"):
            self.parts.append("" if self.row_begins else " ")
            self.row_begins = False
        elif tag == "tr":
            self._row()
        elif tag in BLOCKS:
            self._block(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.skipping:
            if tag == self.skipping[-1]:
                self.skipping.pop()
        elif tag == "a" and self.links:
            self._link(*self.links.pop())
        elif tag == "td" and self.parts and self.parts[-1].startswith(" <"):
            self.parts.append("\n")  # a row of links reads better as a list
        elif tag in BLOCKS:
            self._block(tag)

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.parts.append(re.sub(r"\s+", " ", data))

    def handle_comment(self, data: str) -> None:
        if not self.skipping and TAG.fullmatch(data):
            self.parts.append(f"<!-- {data.strip()} -->")

    def _block(self, tag: str) -> None:
        self.parts.append("\n" if tag == "tr" else "\n\n")

    def _row(self) -> None:
        self.row_begins = True
        while self.parts and self.parts[-1] == " ":
            self.parts.pop()

    def _link(self, href: str, begins: int) -> None:
        words = "".join(self.parts[begins:]).strip()
        if href and href != words and not href.startswith("#"):
            self.parts.append(f" <{href}>")
