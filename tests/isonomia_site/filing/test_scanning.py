"""Files in quarantine: a real scanner looks at them, one that is down delays nobody, and nothing is lost."""

import socket
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytest_django import Settings

from isonomia.errors import InputError
from isonomia_site.filing.attachments import Attached, Quarantined, attached, check, hand_in_again, open_file
from isonomia_site.filing.clamd import NotScanned, ScannerDown, scan
from isonomia_site.filing.contents import LARGEST, MOST
from isonomia_site.filing.models import Attachment
from isonomia_site.filing.papers import Handed, Papers, owner_of
from isonomia_site.filing.scanning import KIND, LATER, work
from isonomia_site.filing.services import Given, receive
from isonomia_site.jobs.models import Job
from isonomia_site.kinds import KINDS
from isonomia_site.papers import vault
from isonomia_site.papers.erasure import owners_erased
from isonomia_site.papers.models import Key
from isonomia_site.permissions import as_author
from isonomia_site.record import clock
from isonomia_site.record.reader import acts_of
from tests.isonomia_site.filing.conftest import MARKER
from tests.isonomia_site.filing.test_services import BODY, SAID, SERIES, TODAY
from tests.isonomia_site.halls import Hall

GOOD, BAD = b"%PDF-1.7 a judgment", b"%PDF-1.7 " + MARKER


def filed(*files: bytes) -> tuple[Given, str]:
    handed = tuple(Handed(f"{at}.pdf", data) for at, data in enumerate(files))
    given = receive(as_author(TODAY), SERIES, BODY, Papers(SAID, handed))
    return given, acts_of(given.matter)[0].id


def states(act: str) -> list[tuple[str, str]]:
    return [(one.state, one.found) for one in attached(act)]


def test_clamd_tells_what_is_infected(clamd: str) -> None:
    assert scan(clamd, GOOD) == "" and scan(clamd, b"") == ""
    assert scan(clamd, BAD) == scan(clamd, bytes(200_000) + BAD) == "Isonomia.Test.UNOFFICIAL"


def test_what_clamd_cannot_look_at_is_not_called_clean(clamd: str) -> None:
    with pytest.raises(NotScanned):
        scan(clamd, bytes(2 * 1024 * 1024))


def test_nobody_there_is_told_from_a_wrong_address() -> None:
    with pytest.raises(ScannerDown):
        scan("unix:/no/such/socket", GOOD)
    with pytest.raises(InputError, match="wanted unix:/path"):
        scan("localhost", GOOD)


@pytest.fixture
def mumbling() -> Iterator[str]:
    """A service that answers something else, over TCP."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            line, _ = server.accept()
            with line:
                while not line.recv(65536).endswith(bytes(4)):
                    pass
                line.sendall(b"UNKNOWN COMMAND\0")

        thread = threading.Thread(target=answer)
        thread.start()
        yield f"tcp:127.0.0.1:{server.getsockname()[1]}"
        thread.join(10)


def test_an_answer_that_is_none_is_not_called_clean(mumbling: str) -> None:
    with pytest.raises(NotScanned, match="UNKNOWN COMMAND"):
        scan(mumbling, GOOD)


def test_files_are_quarantined_until_they_were_looked_at(mysal: Hall, clamd: str, settings: Settings) -> None:
    given, act = filed(GOOD, BAD)
    assert states(act) == [("waiting", ""), ("waiting", "")] and Job.objects.filter(kind=KIND).count() == 1
    with pytest.raises(Quarantined):
        open_file(act, 0)
    assert open_file(act, 0, despite=True) == GOOD
    settings.ISONOMIA_CLAMD = clamd
    KINDS[KIND].work({})
    assert states(act) == [("clean", ""), ("infected", "Isonomia.Test.UNOFFICIAL")]
    assert open_file(act, 0) == GOOD and open_file(act, 7) is None
    with pytest.raises(Quarantined, match=r"Isonomia\.Test"):
        open_file(act, 1, despite=True)
    # The filing, its day and the file itself stay.
    assert len(acts_of(given.matter)) == 1 and vault.read(str(owner_of(given.matter)), "file.1.1") == BAD


def test_an_infected_file_is_handed_in_again_and_keeps_its_place(mysal: Hall, clamd: str, settings: Settings) -> None:
    given, act = filed(BAD)
    settings.ISONOMIA_CLAMD = clamd
    with pytest.raises(InputError):
        hand_in_again(act, 0, GOOD)
    work({})
    with pytest.raises(InputError, match="archive"):
        hand_in_again(act, 0, b"PK\x03\x04")
    hand_in_again(act, 0, BAD)
    work({})
    hand_in_again(act, 0, GOOD)
    work({})
    assert attached(act) == [Attached(0, "0.pdf", "pdf", len(GOOD), "clean", "", 2)] and open_file(act, 0) == GOOD
    assert vault.read(str(owner_of(given.matter)), "file.1.0") == BAD


def test_a_scanner_that_is_down_is_asked_again_later(mysal: Hall, clamd: str, settings: Settings) -> None:
    settings.ISONOMIA_CLAMD = "unix:/no/such/socket"
    _given, act = filed(GOOD)
    work({})
    work({})
    later = Job.objects.filter(kind=KIND, not_before__gt=clock.now() + LATER - timedelta(minutes=1))
    assert states(act) == [("waiting", "")] and later.count() == 1
    settings.ISONOMIA_CLAMD = clamd
    work({})
    assert states(act) == [("clean", "")]


def test_one_file_that_cannot_be_looked_at_holds_up_no_other(mysal: Hall, clamd: str, settings: Settings) -> None:
    settings.ISONOMIA_CLAMD = clamd
    _given, act = filed(b"%PDF-" + bytes(2 * 1024 * 1024), GOOD)
    work({})
    (first, why), (second, _) = states(act)
    assert (first, second) == ("waiting", "clean") and why
    assert Job.objects.filter(kind=KIND).count() == 2


def test_without_a_scanner_files_are_taken_and_stay_in_quarantine(mysal: Hall) -> None:
    _given, act = filed(GOOD)
    work({})
    assert states(act) == [("waiting", "")] and Job.objects.filter(kind=KIND).count() == 1


@pytest.mark.parametrize("files", [(b"MZ",), (GOOD, b"PK\x03\x04"), (GOOD,) * (MOST + 1), (b"%PDF-" + bytes(LARGEST),)])
def test_what_is_not_taken_leaves_nothing_behind(mysal: Hall, files: tuple[bytes, ...]) -> None:
    with pytest.raises(InputError):
        filed(*files)
    assert Attachment.objects.count() == Key.objects.count() == 0
    with pytest.raises(InputError):
        check(files)


def test_an_erasure_takes_the_rows_of_files_too(mysal: Hall) -> None:
    given, act = filed(GOOD)
    owners_erased.send(None, owners=[owner_of(given.matter)])
    assert Attachment.objects.count() == 0 and attached(act) == [] and open_file(act, 0) is None
    work({})
