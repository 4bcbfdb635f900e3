from __future__ import annotations

from typing import Any

import pytest
from reading import Reader, read_value
from sphinx_anthology.fields.carried_keys import CARRIED_KEYS
from sphinx_anthology.fields.dialects import FIELDS, TABLE
from sphinx_anthology.fields.field_rows import normalise_key
from sphinx_anthology.fields.record import Fields

READERS = list(dict.fromkeys(row.read for row in TABLE))


@pytest.mark.parametrize("value", [None, "", "  ", "\n"])
@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
def test_an_empty_value_says_nothing_and_is_not_a_problem(read: Reader, value: Any) -> None:
    assert read_value(read, value) in ((None, []), ((), []))


def test_only_keys_that_are_a_flag_or_more_or_have_several_files_fill_two_fields() -> None:
    keys = [key for row in TABLE for key in dict.fromkeys(map(normalise_key, row.keys))]
    assert {key for key in keys if keys.count(key) > 1} == {"published", "comments", "comment", "resources"}


def test_no_row_has_a_key_twice() -> None:
    assert [row.field for row in TABLE if len({normalise_key(key) for key in row.keys}) < len(row.keys)] == []


def test_no_key_of_a_field_is_a_key_of_an_engine() -> None:
    assert {normalise_key(key) for row in TABLE for key in row.keys} & CARRIED_KEYS == set()


def test_every_row_fills_a_field_with_a_description() -> None:
    assert {row.field for row in TABLE} == set(FIELDS) <= set(Fields.__dataclass_fields__)
