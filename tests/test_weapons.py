"""Names and classes of weapons."""

from __future__ import annotations

import pytest

from etl.transform import weapons


@pytest.mark.parametrize(
    ("text", "name", "weapon_class", "owner"),
    [
        ("a Hwasong-17", "Hwasong-17", "ICBM", ("PRK",)),
        ("the Hwasongpho-11Da-4.5", "Hwasong-11", "SRBM", ("PRK",)),
        ("an Agni-V", "Agni-5", "ICBM", ("IND",)),
        ("Two Minuteman IIIs", "Minuteman", "ICBM", ("USA",)),
        ("KN-23s", "KN-23", "SRBM", ("PRK",)),
        ("a DF-5C", "DF-5", "ICBM", ("CHN",)),
        ("Trident II D5", "Trident", "SLBM", ("USA", "GBR")),
    ],
)
def test_names(text: str, name: str, weapon_class: str, owner: tuple[str, ...]) -> None:
    (mention,) = weapons.find(text)
    assert (mention.weapon.name, mention.weapon.weapon_class, mention.weapon.iso3s) == (name, weapon_class, owner)


@pytest.mark.parametrize("text", ["the Fatah party", "Cyclone Shaheen", "a DF alone", "the Agnes"])
def test_no_weapon(text: str) -> None:
    assert weapons.find(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two short-range ballistic missiles and an ICBM", ["SRBM", "ICBM"]),
        ("a submarine-launched ballistic missile", ["SLBM"]),
        ("600mm multiple rocket launchers", ["MLRS"]),
        ("strategic cruise missiles", ["cruise"]),
        ("satellite images of a port", []),
    ],
)
def test_classes(text: str, expected: list[str]) -> None:
    assert [m.weapon_class for m in weapons.classes(text)] == expected
