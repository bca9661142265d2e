"""What the program writes to: a file, a link, a pipe, a device, a folder, and two names for one file."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from gan_playground import cli
from gan_playground.errors import PlaygroundError
from gan_playground.files import check_writable, replacing, write_whole

posix = pytest.mark.skipif(os.name != "posix", reason="links and pipes need rights elsewhere")


@posix
@pytest.mark.parametrize("is_there", [True, False])
def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path: Path, is_there: bool) -> None:
    (tmp_path / "far").mkdir()
    target, link = tmp_path / "far" / "target.json", tmp_path / "link.json"
    if is_there:
        target.write_bytes(b"older")
    link.symlink_to(target)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert [path.name for path in (tmp_path / "far").iterdir()] == ["target.json"]


@posix
def test_a_link_that_leads_to_itself_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(link)
    with pytest.raises(PlaygroundError, match=r"link\.json"):
        write_whole(link, b"new")
    assert link.is_symlink()


@posix
def test_whoever_reads_a_pipe_gets_it_all_and_the_pipe_stays(tmp_path: Path) -> None:
    pipe, content, read = tmp_path / "pipe", os.urandom(300_000), list[bytes]()
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_whole(pipe, content)
    reader.join()
    assert read == [content]
    assert pipe.is_fifo()


@posix
def test_nothing_takes_the_place_of_a_pipe_or_a_device(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pipe = tmp_path / "pipe.mp4"
    os.mkfifo(pipe)
    for path in (pipe, Path(os.devnull)):
        with pytest.raises(PlaygroundError, match="no file but a pipe or a device"), replacing(path):
            raise AssertionError
    for command in (["film", "two-knobs", "--out"], ["train", "two-knobs", "--steps", "1", "--save"]):
        assert cli.main([*command, str(pipe)]) == 2
        assert "no file but a pipe" in capsys.readouterr().err
    assert pipe.is_fifo()
    assert cli.main(["train", "two-knobs", "--steps", "1", "--json", os.devnull]) == 0


@pytest.mark.parametrize("other", ["same", "around a corner", "hard link", "link"])
def test_two_names_for_one_file_are_refused_before_any_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], other: str
) -> None:
    path = tmp_path / "result"
    names = {"same": path, "around a corner": tmp_path / ".." / tmp_path.name / "result"}
    if other not in names:
        path.write_bytes(b"older")
        names[other] = tmp_path / "other"
        if other == "link":
            names[other].symlink_to(path)
        else:
            names[other].hardlink_to(path)
    before = sorted(tmp_path.iterdir())
    status = cli.main(["train", "two-knobs", "--steps", "1", "--json", str(path), "--save", str(names[other])])
    assert status == 2
    assert "named twice" in capsys.readouterr().err
    assert sorted(tmp_path.iterdir()) == before


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PlaygroundError, match="is a folder"):
        check_writable(tmp_path)
