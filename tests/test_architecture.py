"""etl and dashboard meet only at the database; one library has one owner."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OWNERS = {
    "trafilatura": "etl/extract/",
    "spacy": "etl/transform/",
    "sqlite_utils": "etl/load/",
    "plotly": "dashboard/charts/",
}


def imports(path: Path) -> set[str]:
    return set(re.findall(r"^\s*(?:from|import) ([\w.]+)", path.read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize(("folder", "other"), [("etl", "dashboard"), ("dashboard", "etl")])
def test_no_imports_across(folder: str, other: str) -> None:
    for path in (ROOT / folder).rglob("*.py"):
        assert not any(name.split(".")[0] == other for name in imports(path)), path


@pytest.mark.parametrize("library", OWNERS)
def test_one_owner(library: str) -> None:
    users = {
        p.relative_to(ROOT).as_posix()
        for f in ("etl", "dashboard")
        for p in (ROOT / f).rglob("*.py")
        if any(n.split(".")[0] == library for n in imports(p))
    }
    assert users and all(user.startswith(OWNERS[library]) for user in users)
