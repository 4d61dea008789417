"""Text out of HTML: every word stays, tags go, and what is left out says so in square brackets."""

import re
from collections.abc import Sequence
from html.parser import HTMLParser

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PARTS = ("p", "div", "br", "li", "ul", "ol", "tr", "table", "blockquote", "pre", "hr", "section", "article")
_BLOCKS = frozenset((*_HEADINGS, *_PARTS))
_SILENT = frozenset(["script", "style"])
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|&(?:[A-Za-z]+|#\d+);")


def is_markup(text: str) -> bool:
    """Whether there is a tag or an entity in a text."""
    return _TAG.search(text) is not None


def text_of(html: str) -> str:
    """The words of a piece of HTML.

    >>> text_of('<p>Keep <b>it</b></p><script>x()</script><p><a href="http://a.kz">here</a> 3 &lt; 5</p>')
    'Keep it\\n[script]\\nhere [http://a.kz] 3 < 5'
    """
    words = _Words()
    words.feed(html)
    words.close()
    lines = (" ".join(line.split()) for line in "".join(words.found).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def plain(parts: Sequence[str]) -> tuple[str, bytes]:
    """Title and body as one text, and what they were where that is something else."""
    given = [part.strip() for part in parts if part.strip()]
    text = "\n\n".join(text_of(part) if is_markup(part) else part for part in given)
    before = "\n\n".join(given)
    return text, b"" if text == before else before.encode(errors="surrogatepass")


class _Words(HTMLParser):
    """Gathers words and, in brackets, what cannot be shown as words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._silent = ""
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, note a link, or say what is left out."""
        given = dict(attrs)
        if tag in _BLOCKS:
            self._break()
        elif tag in _SILENT:
            self._silent = tag
            self.found.append(f"[{tag}]")
        elif tag == "a":
            self._links.append(given.get("href") or "")
        elif tag in ("img", "iframe", "video", "audio", "object", "embed"):
            self.found.append(f"[{tag}: {given.get('alt') or given.get('src') or given.get('data') or ''}]")

    def handle_endtag(self, tag: str) -> None:
        """End what was begun."""
        if tag in _BLOCKS:
            self._break()
        elif tag == self._silent:
            self._silent = ""
            self._break()
        elif tag == "a" and self._links and (link := self._links.pop()):
            self.found.append(f" [{link}]")

    def handle_data(self, data: str) -> None:
        """Keep words; blanks between them become one."""
        if not self._silent:
            self.found.append(re.sub(r"\s+", " ", data))

    def _break(self) -> None:
        if self.found and self.found[-1] != "\n":
            self.found.append("\n")
