"""Our data classes beside those of `dataclasses`, which they must not be told apart from."""

from __future__ import annotations

import copy
import dataclasses
import importlib
import pickle
import pkgutil
from collections.abc import Callable, Mapping
from typing import Any

import pytest

import cleanup
from cleanup.start import data

Make = Callable[..., Any]


def _declare(dataclass: Any, field: Any) -> tuple[Any, Any, Any]:
    @dataclass(frozen=True, slots=True, order=True)
    class Point:
        """A place."""

        x: int
        y: int = 2
        names: Mapping[str, int] = field(default_factory=dict)
        hidden: str = field(default="h", compare=False)

    @dataclass(slots=True)
    class Box:
        held: list[int]

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Asked:
        one: str
        two: str = "2"

    return Point, Box, Asked


OURS = _declare(data.dataclass, data.field)
THEIRS = _declare(dataclasses.dataclass, dataclasses.field)

CALLS: tuple[tuple[int, tuple[Any, ...], dict[str, Any]], ...] = (
    (0, (1,), {}),
    (0, (1, 3), {"hidden": "other"}),
    (0, (), {"y": 5, "x": 4}),
    (0, (1, 2, {"a": 1}, "z"), {}),
    (1, ([1],), {}),
    (1, (), {"held": []}),
    (2, (), {"one": "1"}),
    (2, (), {"two": "b", "one": "a"}),
)
WRONG: tuple[tuple[int, tuple[Any, ...], dict[str, Any]], ...] = (
    (0, (), {}),
    (0, (1, 2, {}, "z", 5), {}),
    (0, (1,), {"x": 1}),
    (0, (1,), {"other": 1}),
    (0, (), {"y": 1}),
    (2, ("1",), {}),
    (2, (), {"two": "b"}),
)


@pytest.mark.parametrize("busy", [False, True], ids=["first", "busy"])
@pytest.mark.parametrize(("number", "given", "named"), CALLS)
def test_an_instance_is_what_theirs_is(
    number: int, given: tuple[Any, ...], named: dict[str, Any], busy: bool
) -> None:
    ours, theirs = OURS if busy else _declare(data.dataclass, data.field), THEIRS
    for _ in range(200 if busy else 0):
        ours[number](*given, **named)
    one, other = ours[number](*given, **named), theirs[number](*given, **named)
    assert repr(one) == repr(other)
    assert dataclasses.asdict(one) == dataclasses.asdict(other)
    assert [f.name for f in data.fields(one)] == [f.name for f in dataclasses.fields(other)]
    assert one == copy.deepcopy(one) and one != other


@pytest.mark.parametrize("busy", [False, True], ids=["first", "busy"])
@pytest.mark.parametrize(("number", "given", "named"), WRONG)
def test_a_wrong_call_is_refused_in_the_same_words(
    number: int, given: tuple[Any, ...], named: dict[str, Any], busy: bool
) -> None:
    said = []
    for kinds in (OURS if busy else _declare(data.dataclass, data.field), THEIRS):
        with pytest.raises(TypeError) as caught:
            kinds[number](*given, **named)
        said.append(str(caught.value).rpartition(".")[2])
    assert said[0].removeprefix("__init__") == said[1].removeprefix("__init__")


def test_each_instance_gets_a_default_of_its_own() -> None:
    made = [_declare(data.dataclass, data.field)[0](1) for _ in range(2)]
    made += [OURS[0](1) for _ in range(200)]
    assert len({id(one.names) for one in made}) == len(made)


def test_order_equality_and_hash_go_by_what_is_compared() -> None:
    point, box, asked = OURS
    assert point(1, 2) < point(1, 3) <= point(1, 3) and point(2) > point(1) >= point(1)
    assert point(1, hidden="a") == point(1, hidden="b") != point(2)
    assert hash(asked(one="1")) == hash(asked(one="1"))
    assert point.__eq__(point(1), 1) is point.__lt__(point(1), 1) is NotImplemented
    with pytest.raises(TypeError, match="unhashable"):
        hash(box([1]))


def test_what_is_frozen_stays_and_what_is_not_changes() -> None:
    point, box, _ = OURS
    one = point(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.x = 2
    with pytest.raises(dataclasses.FrozenInstanceError):
        del one.x
    assert one.x == 1 and not hasattr(one, "__dict__")
    other = box([1])
    other.held = [2]
    assert other.held == [2]


def test_a_copy_with_other_values() -> None:
    one = OURS[0](1, 5)
    assert data.replace(one, x=7) == dataclasses.replace(one, x=7) == OURS[0](7, 5)
    with pytest.raises(TypeError, match="other"):
        data.replace(one, other=1)


def test_the_functions_of_dataclasses_know_them() -> None:
    ours, theirs = (dataclasses.fields(kinds[0]) for kinds in (OURS, THEIRS))
    told = [[(f.name, f.type, f.default, f.compare) for f in found] for found in (ours, theirs)]
    assert told[0] == told[1]
    assert ours[2].default_factory is dict
    assert dataclasses.is_dataclass(OURS[1])


def _all_kinds() -> list[Any]:
    found: list[Any] = []
    for info in pkgutil.walk_packages(cleanup.__path__, "cleanup."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        kinds = [one for one in vars(module).values() if isinstance(one, type)]
        found += [k for k in kinds if k.__module__ == info.name and "__data_fields__" in vars(k)]
    return found


def test_every_class_of_the_package_compiles_when_it_is_busy() -> None:
    kinds = _all_kinds()
    assert len(kinds) > 100
    for kind in kinds:
        with pytest.raises(TypeError, match="unexpected keyword"):
            kind(**{"there is no such field": 1})
        assert kind.__init__.__name__ == "__init__"
        assert len(dataclasses.fields(kind)) == len(data.fields(kind))


def test_an_instance_goes_to_another_process() -> None:
    from cleanup.rule.model import Trigger
    from cleanup.text.edits import Edit

    for one in (Edit(1, 2, "a"), Trigger("chars", ("a",), back=2)):
        assert pickle.loads(pickle.dumps(one)) == one
