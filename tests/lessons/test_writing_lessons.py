"""The story that docs/writing-lessons.md makes, piece by piece: it can be read, and what it claims is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from gan_playground.lessons.catalogue import read_lesson
from gan_playground.lessons.check import check_claims
from gan_playground.lessons.lesson import Lesson
from gan_playground.lessons.promises import promises

PAGE = (Path(__file__).parents[2] / "docs" / "writing-lessons.md").read_text(encoding="utf-8")
seeds = 2  # the page's own are tried when it is written; here, whether it still says what is so


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Lesson:
    pieces = re.findall(r"^```toml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    file = tmp_path_factory.mktemp("story") / "two-speeds.toml"
    file.write_text("\n".join(pieces), encoding="utf-8")
    return read_lesson(file)


def test_it_has_all_that_the_page_promises(story: Lesson) -> None:
    until, predict, deed, rewind = story.phases
    assert until.until is not None
    assert predict.predict is not None
    assert deed.deed is not None
    assert rewind.action == "rewind"
    assert {claim.page for claim in story.claims} == {1, 2, 4}
    assert len(promises(story)) == 1, "the page with `until` needs no claim"
    assert all(len(text.split()) <= 40 for text in story.texts)


def test_what_it_claims_is_so(story: Lesson) -> None:
    claims = [replace(claim, seeds=seeds, hold=seeds) for claim in (*story.claims, *promises(story))]
    outcomes = check_claims(story, claims, 0, lambda _steps: None)
    assert [one.claim.says for one in outcomes if not one.holds] == []


def test_each_place_that_it_leads_to_is_there() -> None:
    reference = (Path(__file__).parents[2] / "docs" / "lessons.md").read_text(encoding="utf-8")
    headings = {line.lstrip("# ").lower().replace(" ", "-") for line in reference.split("\n") if line.startswith("#")}
    assert set(re.findall(r"lessons\.md#([\w-]+)", PAGE)) <= headings
