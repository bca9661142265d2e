"""The lessons that there are: those that ship, in resources/lessons, and the user's own, in a folder of their own.

A new lesson is one new file in either. What is wrong in one's own file keeps nobody from the others.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace
from platformdirs import user_data_path

from gan_playground.errors import PlaygroundError, nearest
from gan_playground.gan.data.images.downloads import DOWNLOADS, seems_cached
from gan_playground.lessons.lesson import Lesson, LessonGroup, LessonHead
from gan_playground.lessons.reading import read_form
from gan_playground.resources import resource_path

if TYPE_CHECKING:
    from gan_playground.gan.experiment.experiment import Experiment

Kind = TypeVar("Kind", bound=LessonHead)
ending = ".toml"
after_all_others = 10_000


def own_folder() -> Path:
    """Where the user's own lessons lie; it may not be there yet."""
    return user_data_path("gan-playground", appauthor=False) / "lessons"


def lesson_heads() -> dict[str, LessonHead]:
    """What the gallery says of every lesson, by id, in its order."""
    heads = [*shipped_heads().values(), *own_heads().values()]
    return {head.id: head for head in sorted(heads, key=_place)}


@cache
def shipped_heads() -> dict[str, LessonHead]:
    """Of those that ship: a quarter of the time that all of them take to be read."""
    files = resource_path("lessons").glob(f"*{ending}")
    return {head.id: head for head in sorted(map(_read_head, files), key=_place)}


def own_heads() -> dict[str, LessonHead]:
    """Of the user's own. One that cannot be read is there too, and says why."""
    return {lesson_id: _own_head(lesson_id, file) for lesson_id, file in _own_files().items()}


def _place(head: LessonHead) -> tuple[int, int]:
    """Group by group, and in its group by its order."""
    return list(LessonGroup).index(head.group), head.order


@cache
def _own_files() -> dict[str, Path]:
    """By id, which is the file's name, or where a lesson that ships has that name another one."""
    try:
        files = sorted(file for file in own_folder().iterdir() if file.suffix == ending and file.is_file())
    except OSError:  # there is no such folder
        return {}
    return {f"{file.stem}-own" if file.stem in shipped_heads() else file.stem: file for file in files}


def _own_head(lesson_id: str, file: Path) -> LessonHead:
    try:
        return _own(lesson_id)
    except PlaygroundError as error:
        return LessonHead(
            id=lesson_id, title=file.stem, tagline="cannot be read", shows=str(error), order=after_all_others
        )


@cache
def _own(lesson_id: str) -> Lesson:
    return replace(read_lesson(_own_files()[lesson_id]), id=lesson_id)


def reread_own() -> None:
    """Look again which files are there, and what they say."""
    _own_files.cache_clear()
    _own.cache_clear()


def own_file(lesson_id: str) -> Path | None:
    """The file of a lesson of one's own, wherever it lies; None for one that ships."""
    return Path(lesson_id) if Path(lesson_id).is_absolute() else _own_files().get(lesson_id)


def lessons() -> dict[str, Lesson]:
    """Every lesson that can be read by its id, in the order of the gallery."""
    own = {lesson_id: find_lesson(lesson_id) for lesson_id in own_heads()}
    whole = {**shipped_lessons(), **{lesson_id: lesson for lesson_id, lesson in own.items() if lesson is not None}}
    return {lesson_id: whole[lesson_id] for lesson_id in lesson_heads() if lesson_id in whole}


def shipped_lessons() -> dict[str, Lesson]:
    """Those that ship, by id, in the order of the gallery."""
    return {lesson_id: _shipped(lesson_id) for lesson_id in shipped_heads()}


def lessons_at_hand() -> list[Lesson]:
    """The lessons whose data are on this computer: some need a download first."""
    return [lesson for lesson in lessons().values() if is_at_hand(lesson)]


def is_at_hand(lesson: Lesson) -> bool:
    """Whether its data are on this computer."""
    kind = lesson.experiment.data.kind
    return kind not in DOWNLOADS or seems_cached(kind)


def load_lesson(name: str) -> Lesson:
    """The lesson with this id, or in this file; raises PlaygroundError that says what there is, or what is wrong."""
    if name in shipped_heads():
        return _shipped(name)
    if name in _own_files():
        return _own(name)
    if name.endswith(ending):
        file = Path(name).absolute()
        return replace(read_lesson(file), id=str(file))
    raise PlaygroundError(f"There is no lesson {name!r}; {nearest(name, lesson_heads())}.")


def find_lesson(name: str) -> Lesson | None:
    """The same; None where there is none that can be read."""
    try:
        return load_lesson(name) if name else None
    except PlaygroundError:
        return None


def lesson_or_alike(name: str, experiment: Experiment) -> Lesson:
    """The same; where it is not known here, one with the same kind of data, or at least of stage."""
    if (lesson := find_lesson(name)) is not None:
        return lesson
    alike = [one for one in lessons().values() if one.experiment.data.kind == experiment.data.kind]
    staged = [one for one in lessons().values() if one.experiment.stage == experiment.stage]
    return next(iter((*alike, *staged)), default_lesson())


def title_of(lesson_id: str) -> str:
    """What the gallery calls it; empty for one that is not here."""
    if (head := lesson_heads().get(lesson_id)) is not None:
        return head.title
    lesson = find_lesson(lesson_id)
    return lesson.title if lesson is not None else ""


@cache
def _shipped(lesson_id: str) -> Lesson:
    return read_lesson(resource_path(f"lessons/{lesson_id}{ending}"))


def read_lesson(file: Path) -> Lesson:
    """A lesson from its .toml file, whose name is its id; raises PlaygroundError that says what is wrong in it."""
    return _read(file, Lesson)


def _read_head(file: Path) -> LessonHead:
    """What stands before the first table of its file."""
    try:
        return _read(file, LessonHead, end="\n[")
    except PlaygroundError:  # a text with such a line in it was cut; or all of the file can say what is wrong
        return read_lesson(file)


def _read(file: Path, kind: type[Kind], end: str = "") -> Kind:
    """`end`: what its text is read up to."""
    return read_form(file, kind, end=end, more={"id": file.stem})


def new_lesson_text() -> str:
    """A lesson to begin with; its first line names the schema by which editors that know TOML complete it."""
    schema = resource_path("lesson.schema.json").as_uri()
    return f"#:schema {schema}\n{resource_path('new-lesson.toml').read_text(encoding='utf-8')}"


def lesson_after(lesson_id: str) -> LessonHead | None:
    """The next one of the gallery that can begin on this computer; None: it is the last, or none of it."""
    heads = list(lesson_heads().values())
    places = [place for place, head in enumerate(heads) if head.id == lesson_id]
    rest = heads[places[0] + 1 :] if places else []
    return next((head for head in rest if is_at_hand(load_lesson(head.id))), None)


def default_lesson() -> Lesson:
    """The first of the gallery."""
    return load_lesson(next(iter(shipped_heads())))


def lesson_to_begin_with(last: str) -> Lesson:
    """The last one that ran, if there still is one and it can run; else the first of the gallery."""
    lesson = find_lesson(last)
    return lesson if lesson is not None and is_at_hand(lesson) else default_lesson()
