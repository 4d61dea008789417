"""Statements of a Polis conversation. Its votes are counted against its own totals first; a file that fails is refused.

In these exports 1 is agree, -1 disagree, 0 pass. Other editions turned the signs round: only the count can tell.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from isonomia.errors import InputError
from isonomia_site.proposals.channels.days import of_epoch, received
from isonomia_site.proposals.channels.filing import Filing, Reading, Rejected, Rows, Unfit, judged, pairs
from isonomia_site.proposals.channels.rows import Row, rows

AGREE, DISAGREE, PASS = "1", "-1", "0"
_COMMENT = ("comment-id", "comment_id")
_BODY = ("comment-body", "text", "txt")


def read(path: Path, reading: Reading) -> Rows:
    """Every statement of a conversation: of its folder, or of its comments.csv with the votes that lie beside it."""
    folder, comments = (path, _one(path, "comments.csv")) if path.is_dir() else (path.parent, path)
    if comments is None:
        raise InputError(f"{path.name}: no comments.csv there")
    prefix = comments.name.removesuffix("comments.csv")
    for name, check in (("participants-votes.csv", check_participants), ("votes.csv", None)):
        file = folder / f"{prefix}{name}"
        if file.exists():
            checked = check(file, reading) if check else check_votes(file, comments, reading)
            reading.remark("votes_agree", file=name, count=checked)
    for row in rows(comments, reading):
        yield row if isinstance(row, Rejected) else judged(row.number, row.given(), _filing, row, reading)


def check_participants(path: Path, reading: Reading) -> int:
    """Count each participant's votes against `n-agree` and `n-disagree`; return how many participants.

    Raises:
        InputError: the first whose totals are others.
    """
    count = 0
    for row in _whole(path, reading):
        cells = [cell.removesuffix(".0") for name, cell in row.cells.items() if name.isdecimal()]
        other = {cell for cell in cells} - {AGREE, DISAGREE, PASS, ""}
        if other:
            raise InputError(f"{path.name}: row {row.number} has the vote {min(other)!r}: wanted 1, -1, 0 or nothing")
        for column, vote in (("n-agree", AGREE), ("n-disagree", DISAGREE)):
            if row.get(column) != str(cells.count(vote)):
                raise InputError(
                    f"{path.name}: row {row.number} says {column} {row.get(column)}, its votes of {vote} are "
                    f"{cells.count(vote)}: the signs of this export are others, or votes are missing"
                )
        count += 1
    return count


def check_votes(path: Path, comments: Path, reading: Reading) -> int:
    """Count the votes of votes.csv against the agrees and disagrees of comments.csv; return how many statements.

    Raises:
        InputError: the first statement whose totals are others.
    """
    last: dict[tuple[str, str], tuple[int, str]] = {}
    for row in _whole(path, reading):
        pair, stamp = (row.get(*_COMMENT), row.get("voter-id")), row.get("timestamp")
        cast = (int(stamp) if stamp.isdecimal() else 0, row.get("vote"))
        # Who votes again has changed their mind: the later vote counts.
        last[pair] = cast if pair not in last or cast[0] >= last[pair][0] else last[pair]
    counted = Counter((comment, given) for (comment, _), (_, given) in last.items())
    count = 0
    for row in _whole(comments, reading):
        key = row.get(*_COMMENT)
        for column, vote in (("agrees", AGREE), ("disagrees", DISAGREE)):
            if row.get(column) != str(counted[key, vote]):
                raise InputError(
                    f"{path.name}: statement {key} has {counted[key, vote]} votes of {vote}, {comments.name} says "
                    f"{column} {row.get(column)}"
                )
        count += 1
    return count


def _whole(path: Path, reading: Reading) -> Iterator[Row]:
    """The rows of a file none of which may be broken."""
    # What these files say of themselves is no remark on the proposals.
    for row in rows(path, Reading(reading.zone, reading.encoding)):
        if isinstance(row, Rejected):
            raise InputError(f"{path.name}: {row.say('en')} (row {row.row})")
        yield row


def _one(folder: Path, name: str) -> Path | None:
    found = sorted(folder.glob(f"*{name}"))
    if len(found) > 1:
        raise InputError(f"{folder.name}: {len(found)} files of the name *{name}: name one of them")
    return found[0] if found else None


def _filing(row: Row, reading: Reading) -> Filing:
    stamp, agrees = row.get("timestamp"), row.get("agrees")
    if not row.get(*_COMMENT):
        raise Unfit("no_key")
    return Filing(
        row=row.number,
        key="/".join(filter(None, (row.get("conversation"), row.get(*_COMMENT)))),
        text=row.get(*_BODY).strip(),
        received_on=of_epoch(int(stamp) / 1000, reading)
        if stamp.isdecimal()
        else received(row.get("datetime"), reading),
        author_key=row.get("author-id"),
        supports=int(agrees) if agrees.isdecimal() and len(agrees) < 16 else None,
        stated=pairs(disagrees=row.get("disagrees"), moderated=row.get("moderated"), topic=row.get("topic")),
    )
