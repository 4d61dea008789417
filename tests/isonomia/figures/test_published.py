"""The file of published numbers is read back as what it was made from."""

import pytest

from isonomia.errors import RecordError
from isonomia.figures.catalogue import all_figures
from isonomia.figures.published import figures_in, published
from isonomia.packs.loading import folder, load
from isonomia.reform.road import Reform
from isonomia.rulebook.loading import shipped


def test_figures_of_an_institution_are_read_from_the_file_as_they_were_computed() -> None:
    pack = load(folder("mysal"))
    reform = Reform.after(pack.acts, {"mysal": shipped("mysal")}, pack.blobs)
    computed = [one for one in all_figures(reform) if one.name.startswith("proposals.")]
    assert len(computed) > 20
    assert figures_in(published(reform), "proposals") == computed


@pytest.mark.parametrize("data", [b"", b"[]", b'{"figures": [{"name": "proposals.submissions"}]}'])
def test_what_is_no_such_file_is_refused(data: bytes) -> None:
    with pytest.raises(RecordError, match="no file of published numbers"):
        figures_in(data, "proposals")
