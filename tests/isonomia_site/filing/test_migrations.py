"""What stood of proposals before moves along: nobody loses a code, or a form in work."""

from datetime import timedelta

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from isonomia_site.filing.codes import hashed, matter_of
from isonomia_site.filing.models import Begun, BegunFile, Filed
from tests.isonomia_site.halls import Hall


def test_codes_and_forms_of_proposals_move_with_their_rows(mysal: Hall) -> None:
    call_command("migrate", "proposals", "0003_desk", verbosity=0)
    expires = timezone.now() + timedelta(days=1)
    with connection.cursor() as cursor:
        sent = ["P-2026-000009", "author/5f", hashed("bcdf-ghjk-mnpq-rstv")]
        cursor.execute("INSERT INTO proposals_sent (number, owner, code_hash) VALUES (%s, %s, %s)", sent)
        for name, file in (("with", b"sealed file"), ("without", None)):
            cursor.execute(
                "INSERT INTO proposals_begun (secret_hash, answers, file, expires) VALUES (%s, %s, %s, %s)",
                [name, b"sealed", file, expires],
            )
    call_command("migrate", "proposals", verbosity=0)
    assert Filed.objects.get().owner == "author/5f"
    assert matter_of("P-2026-000009", "bcdf ghjk mnpq rstv") == "proposal/P-2026-000009"
    assert Begun.objects.count() == 2
    assert [(one.begun_id, bytes(one.sealed)) for one in BegunFile.objects.all()] == [("with", b"sealed file")]
