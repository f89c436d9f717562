"""The structure of a document's HTML: what a reader sees of it, whichever tool has made it."""

from html.parser import HTMLParser

_BLOCKS = {"p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "hr", "table", "ul", "ol"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.within: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.text += "⏎"
        elif tag == "input":
            self.text += "☑" if "checked" in dict(attrs) else "☐"
        if tag in _BLOCKS:
            self.flush()
            self.within.append(tag)
            if tag == "hr":
                self.within.pop()
                self.seen.append("hr")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS and tag in self.within:
            self.flush(is_end=True)
            while self.within.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.text += data

    def flush(self, *, is_end: bool = False) -> None:
        words = " ".join(self.text.replace("⏎", " ⏎ ").split())
        within = [tag for tag in self.within if tag not in ("p", "table")]
        if words or (is_end and self.within[-1] in ("td", "th")):
            self.seen.append(f"{'/'.join(within)}: {words}")
        self.text = ""


def structure(html: str) -> list[str]:
    """Return each text of a page with the blocks that it's in: `ul/li/ol/li: words`, line breaks as `⏎`."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.flush()
    return reader.seen
