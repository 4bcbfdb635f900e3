from __future__ import annotations

from typing import Any

import pytest
from reading import Reader, read_message, read_value
from sphinx_anthology.fields.record import Status
from sphinx_anthology.fields.scalars import read_date_unless_flag
from sphinx_anthology.fields.statuses import read_draft, read_hidden, read_listed, read_public, read_status


@pytest.mark.parametrize(
    ("word", "status"),
    [
        *(("draft", Status.DRAFT), ("private", Status.DRAFT), ("pending", Status.DRAFT), ("WIP", Status.DRAFT)),
        *(("hidden", Status.HIDDEN), ("Unlisted", Status.HIDDEN)),
        *(
            ("published", Status.PUBLISHED),
            ("public", Status.PUBLISHED),
            (" publish ", Status.PUBLISHED),
            ("live", Status.PUBLISHED),
        ),
    ],
)
def test_a_status_is_a_word(word: str, status: Status) -> None:
    assert read_value(read_status, word) == (status, [])


@pytest.mark.parametrize(
    ("read", "value", "advice"),
    [
        (read_status, "odd", "published, hidden or draft."),
    ],
)
def test_the_message_about_an_unusable_status_says_what_to_write(read: Reader, value: Any, advice: str) -> None:
    assert read_message(read, value) == f"The value of 'key' is not usable and is ignored. Write {advice}"


@pytest.mark.parametrize(
    ("read", "if_true", "if_false"),
    [
        (read_draft, Status.DRAFT, Status.PUBLISHED),
        (read_hidden, Status.HIDDEN, Status.PUBLISHED),
        (read_listed, Status.PUBLISHED, Status.HIDDEN),
        (read_public, Status.PUBLISHED, Status.DRAFT),
    ],
)
def test_a_flag_sets_the_status(read: Reader, if_true: Status, if_false: Status) -> None:
    assert (read_value(read, "yes"), read_value(read, "no")) == ((if_true, []), (if_false, []))


@pytest.mark.parametrize("value", ["2025-04-23", "2025-04-23T10:00:00Z", "Apr 23, 2025"])
def test_a_date_of_publication_is_not_a_status(value: str) -> None:
    assert read_value(read_public, value) == (None, [])
    assert read_value(read_date_unless_flag, value)[0] is not None
