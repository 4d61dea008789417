"""The rules of the house that no linter knows: sizes, names, no floats in the law, files read in few rooms.

Each check takes the root of a tree and returns what it found, one line each, so that the tests can put the
same questions to a tree that was broken on purpose. Run as a program it checks this tree.
"""

import ast
import os
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FILE_LINES = 400
FUNCTION_LINES = 50
PARAMETERS = 6
NESTING = 4
FORBIDDEN_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "base",
    "core",
    "manager",
    "misc",
    "shared",
}
READING_ROOMS = {"record/reading.py", "rulebook/loading.py", "packs/loading.py", "drafting/profiles.py", "wording.py"}
FILE_WORDS = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "mkdir", "rmdir"}
THIRD_PARTY = {"msgspec": None, "cryptography": "record/checkpoint.py"}
BLOCKS = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
# Split, so that this file does not name what it looks for.
HOSTS = re.compile("|".join([r"py" + r"pi\.org", r"python" + r"hosted", r"npm" + r"js\.(?:org|com)"]))
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+)/")
TEXT_ENDINGS = set(
    ".py .mjs .md .toml .txt .in .html .css .po .cfg .ini .json .jsonl .csv .yml .sh .svg".split()  # noqa: SIM905
)


def sources(root: Path, package: str = "") -> Iterator[tuple[str, Path]]:
    """Every Python file under src (or under one package), with its name for people."""
    for path in sorted((root / "src" / package).rglob("*.py")):
        if "migrations" not in path.parts:
            yield path.relative_to(root).as_posix(), path


def trees(root: Path, package: str = "") -> Iterator[tuple[str, Path, ast.Module]]:
    """The same files, read as Python."""
    for name, path in sources(root, package):
        yield name, path, parsed(path.read_text(encoding="utf-8"), name)


@cache
def parsed(text: str, name: str) -> ast.Module:
    """The text of a file, read as Python; once for all who ask."""
    return ast.parse(text, filename=name)


def sizes(root: Path) -> list[str]:
    """Files, functions, parameters and nesting beyond what a reader can hold."""
    found = []
    for name, path, tree in trees(root):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > FILE_LINES:
            found.append(f"{name}: {lines} lines, at most {FILE_LINES}")
        for node in ast.walk(tree):
            if isinstance(node, FUNCTIONS):
                found += [f"{name}:{node.lineno}: {node.name} {fault}" for fault in too_large(node)]
    return found


def too_large(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    """What is too large about one function."""
    length = (node.end_lineno or node.lineno) - node.lineno + 1
    if length > FUNCTION_LINES:
        yield f"has {length} lines, at most {FUNCTION_LINES}"
    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    count = sum(argument.arg not in ("self", "cls") for argument in arguments)
    if count > PARAMETERS:
        yield f"takes {count} parameters, at most {PARAMETERS}"
    deepest = depth(node.body)
    if deepest > NESTING:
        yield f"nests {deepest} deep, at most {NESTING}"


def depth(body: list[ast.stmt]) -> int:
    """How many blocks stand in one another; an `elif` is no deeper than its `if`."""
    return max((depth_of(statement) for statement in body), default=0)


def depth_of(statement: ast.stmt) -> int:
    """The depth of one statement."""
    if not isinstance(statement, BLOCKS):
        return 0
    inner = [depth(getattr(statement, "body", []))]
    for part in [*getattr(statement, "handlers", []), *getattr(statement, "cases", [])]:
        inner.append(depth(part.body))
    inner.append(depth(getattr(statement, "finalbody", [])))
    orelse = getattr(statement, "orelse", [])
    if len(orelse) == 1 and isinstance(statement, ast.If) and isinstance(orelse[0], ast.If):
        return max(1 + max(inner), depth_of(orelse[0]))
    return 1 + max([*inner, depth(orelse)])


def floats(root: Path) -> list[str]:
    """Float literals, and float as a name, in the law."""
    found = []
    for name, _, tree in trees(root, "isonomia"):
        # `isinstance(x, float)` and annotations refuse floats; only making one is a fault.
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, (float, complex)):
                found.append(f"{name}:{node.lineno}: the float {node.value} in the law")
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float":
                found.append(f"{name}:{node.lineno}: float() in the law")
    return found


def file_access(root: Path) -> list[str]:
    """Files opened in the law outside its reading rooms."""
    found = []
    for name, _, tree in trees(root, "isonomia"):
        if name.removeprefix("src/isonomia/") in READING_ROOMS:
            continue
        for node in ast.walk(tree):
            word = called(node)
            if word in FILE_WORDS:
                found.append(f"{name}:{node.lineno}: {word}() outside the reading rooms")
    return found


def called(node: ast.AST) -> str:
    """The last word of what is called here; a method of one's own is nothing to do with files."""
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Attribute):
        own = isinstance(node.func.value, ast.Name) and node.func.value.id == "self"
        return "" if own else node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def third_party(root: Path) -> list[str]:
    """Imports in the law beyond the standard library, msgspec, and cryptography in its one room."""
    found = []
    for name, _, tree in trees(root, "isonomia"):
        for line, module in imported(tree):
            top = module.split(".")[0]
            if top == "isonomia" or top in sys.stdlib_module_names:
                continue
            room = THIRD_PARTY.get(top, "")
            if room is not None and name != f"src/isonomia/{room}":
                found.append(f"{name}:{line}: the law imports {top}")
    return found


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every module that a file imports, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module


def names(root: Path) -> list[str]:
    """Modules named for nothing in particular."""
    found = []
    for path in sorted((root / "src").rglob("*")):
        is_module = path.suffix == ".py" or (path / "__init__.py").exists()
        if is_module and path.stem in FORBIDDEN_NAMES:
            name = path.relative_to(root).as_posix()
            found.append(f"{name}: say what it is; {path.stem} names nothing")
    return found


def empty_inits(root: Path) -> list[str]:
    """`__init__.py` files that hold anything; that of the law holds the version."""
    found = []
    for name, path in sources(root):
        held = path.name == "__init__.py" and path.read_text(encoding="utf-8").strip()
        if held and name != "src/isonomia/__init__.py":
            found.append(f"{name}: must be empty; import each thing from where it stands")
    return found


def addresses(root: Path) -> list[str]:
    """Machine paths and hosts of package registries in text files."""
    found = []
    for path in text_files(root):
        text = path.read_text(encoding="utf-8", errors="replace")
        # The whole file first: hardly any has one.
        if named(text):
            lines = (number for number, line in enumerate(text.splitlines(), 1) if named(line))
            where = path.relative_to(root).as_posix()
            found += [f"{where}:{number}: names a machine or a registry" for number in lines]
    return found


def named(text: str) -> bool:
    """Does a text name a machine or a registry?"""
    return bool(HOSTS.search(text) or MACHINE_PATHS.search(text))


def text_files(root: Path) -> Iterator[Path]:
    """Every text file of a tree that somebody wrote here; no folder that is installed or built is gone into."""
    for folder, inner, files in os.walk(root):
        at_root = Path(folder) == root
        left_out = {"node_modules", *(("build", "dist", "var") if at_root else ())}
        inner[:] = sorted(one for one in inner if one not in left_out and not hidden(one, at_root=at_root))
        for path in (Path(folder, one) for one in sorted(files) if not hidden(one, at_root=False)):
            written = path.suffix in TEXT_ENDINGS or path.name in ("Makefile", "run")
            if written and not path.name.endswith("-OFL.txt") and not path.name.startswith("axe"):
                yield path


def hidden(name: str, *, at_root: bool) -> bool:
    """Is it hidden? Of what is, the machine's own steps are looked into."""
    return name.startswith(".") and not (at_root and name == ".ci")


CHECKS = (sizes, floats, file_access, third_party, names, empty_inits, addresses)


def findings(root: Path) -> list[str]:
    """Every breach of the rules of the house."""
    return [line for check in CHECKS for line in check(root)]


def law_keys(root: Path) -> dict[str, bool]:
    """Every `<institution>.<key>` of the shipped rulebooks: [rule.<key>] in <institution>.toml; and if it is a term."""
    keys = {}
    for path in (root / "src" / "isonomia" / "rulebook" / "laws").rglob("*.toml"):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        keys |= {f"{path.stem}.{key}": rule.get("unit") == "term" for key, rule in table.get("rule", {}).items()}
    return keys


def keys_in_docstrings(root: Path) -> dict[str, str]:
    """Every key named under `Law:` in a docstring of the law or the lab, with its place."""
    found: dict[str, str] = {}
    for package in ("isonomia", "isonomia_lab"):
        for name, _, tree in trees(root, package):
            for node in ast.walk(tree):
                if isinstance(node, (ast.Module, ast.ClassDef, *FUNCTIONS)):
                    for key in keys_of(ast.get_docstring(node) or ""):
                        found.setdefault(key, f"{name}:{getattr(node, 'lineno', 1)}")
    return found


def keys_of(docstring: str) -> list[str]:
    """The keys under `Law:` in one docstring: the first word of each line of that section."""
    section = re.search(r"^Law:\n((?:[ \t]+\S.*\n?)+)", docstring, re.MULTILINE)
    if not section:
        return []
    lines = section.group(1).splitlines()
    margin = min(len(line) - len(line.lstrip()) for line in lines)
    firsts = [line.split()[0] for line in lines if len(line) - len(line.lstrip()) == margin]
    return [word.rstrip(",;:") for word in firsts if re.fullmatch(r"[a-z_]+(\.[a-z0-9_]+)+[,;:]?", word)]


def law_and_docstrings(root: Path) -> list[str]:
    """Keys that docstrings name and no rulebook has, and keys of a rulebook that no docstring names."""
    written, named = law_keys(root), keys_in_docstrings(root)
    unknown = [f"{where}: no rulebook has {key}" for key, where in sorted(named.items()) if key not in written]
    # One function reckons all terms: none of them needs to be named.
    wanted = {key for key, is_term in written.items() if not is_term}
    return unknown + [f"{key}: no docstring names it under Law:" for key in sorted(wanted - set(named))]


def main() -> int:
    """Print the breaches in this tree."""
    root = Path(__file__).resolve().parent.parent
    found = findings(root)
    for line in found:
        print(line)
    print(f"house: {len(found)} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
