"""Check the documents: links that lead nowhere, commands that do not exist."""

import re
from pathlib import Path

LINK = re.compile(r"\[[^\]]*\]\(<?([^)\s>]+)>?[^)]*\)")
COMMAND = re.compile(r"(?:^|`|\$ |bin/)isonomia((?: [a-z][a-z-]*(?![\w./-]))*)", re.MULTILINE)
HEADING = re.compile(r"^#+ +(.+?)\s*$", re.MULTILINE)
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LEFT_OUT = {"node_modules", "build", "dist", "var"}


def documents(root: Path) -> list[Path]:
    """Every document of the project."""
    found = []
    for path in sorted(root.rglob("*.md")):
        parts = path.relative_to(root).parts
        if not any(part.startswith(".") or part in LEFT_OUT for part in parts):
            found.append(path)
    return found


def anchors(text: str) -> set[str]:
    """The anchors that a document's headings make."""
    found = set()
    for heading in HEADING.findall(FENCED.sub("", text)):
        plain = re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower())
        found.add(plain.replace(" ", "-"))
    return found


def broken_links(root: Path, files: list[Path]) -> list[str]:
    """Relative links that lead to no file, or to no heading of it."""
    findings = []
    for file in files:
        text = file.read_text(encoding="utf-8")
        for target in LINK.findall(FENCED.sub("", text)):
            if re.match(r"[a-z]+:", target):
                continue
            path, _, anchor = target.partition("#")
            place = (file.parent / path).resolve() if path else file
            where = file.relative_to(root)
            if not place.exists():
                findings.append(f"{where}: the link {target} leads nowhere")
            elif anchor and place.suffix == ".md" and anchor not in anchors(place.read_text(encoding="utf-8")):
                findings.append(f"{where}: the link {target} names no heading there")
    return findings


def commands_named(files: list[Path]) -> dict[tuple[str, ...], str]:
    """The commands that documents name, each with the document that named it first."""
    found: dict[tuple[str, ...], str] = {}
    for file in files:
        for words in COMMAND.findall(file.read_text(encoding="utf-8")):
            if words.strip():
                found.setdefault(tuple(words.split()), file.name)
    return found
