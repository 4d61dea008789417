"""A hall with the invented country's text and a draft that is open, for the tests of the desk."""

from dataclasses import replace

from isonomia.drafting.acts import DraftTabled
from isonomia.packs.loading import Pack, folder, load
from isonomia.record.sources import Wording
from isonomia_site.drafting import services
from isonomia_site.people.standing import standing
from tests.isonomia_site.people.officers import Officer, officer

MATTER, SLUG = "draft/mysal-2027", "mysal-2027"
HOME = f"/en/desk/drafts/{SLUG}/"


def mysal_without_proposals() -> Pack:
    """The pack of Mysal, but for its proposals: drafting asks nothing of them, and there are many."""
    pack = load(folder("mysal"))
    return replace(pack, acts=tuple(one for one in pack.acts if not one.act.startswith("proposals.")))


def secretary() -> Officer:
    """Somebody of the secretariat, for whom a draft is open."""
    one = officer("secretariat")
    body = DraftTabled(
        group="group/mysal-2025",
        law_text="text/mysal-constitution",
        base_day="2026-03-22",
        titles=(Wording(language="en", text="A second draft", status="own_words"),),
        tabled_on="2026-11-01",
        basis="Protocol 1",
    )
    services.enter_act(standing(one.person), MATTER, body, 0)
    return one
