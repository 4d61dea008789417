"""How Sphinx builds these documents: `python tools/do.py docs`."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

project = "Isonomia"
author = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["name"]
project_copyright = "the authors of Isonomia, Apache-2.0"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build", "examples"]
language = "en"
html_theme = "furo"
html_title = "Isonomia"
html_copy_source = False
html_show_sphinx = False
# Headings are addressed as on a page of source code, so that a link holds in both places.
myst_heading_anchors = 4
myst_enable_extensions = ["colon_fence", "deflist"]
nitpicky = True
# Links out of docs/ lead to files of the checkout, which a page of its own does not hold.
suppress_warnings = ["myst.xref_missing"]
