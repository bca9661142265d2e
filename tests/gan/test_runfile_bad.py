"""What is not a sound run file: one sentence each, that names the file and what is wrong with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import numpy as np
import pytest
from safetensors.numpy import load, save

from gan.runs import make
from gan_playground.errors import PlaygroundError
from gan_playground.gan import runfile
from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.runfile import container as runfile_container
from gan_playground.gan.timeline.timeline import Timeline
from gan_playground.session.files.run_head import read_head

Members = dict[str, bytes]
ROOT = Path(__file__).resolve().parents[2]
TIP = "branches/0/tip.safetensors"
SCORE = "branches/0/score.safetensors"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A run with an edit, a kept moment and a bookmark."""
    trainer = make()
    past = Timeline(trainer)
    trainer.advance(5)
    past.record(trainer)
    past.bookmark(trainer, "here")
    trainer.apply(Edit("batch_size", 16))
    trainer.advance(5)
    path = tmp_path_factory.mktemp("sound") / "sound.ganrun"
    runfile.save(path, runfile.saved_run(trainer, past))
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bad.ganrun"


def members_of(content: bytes) -> Members:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members: Mapping[str, bytes], compression: int = ZIP_STORED) -> bytes:
    whole = BytesIO()
    with ZipFile(whole, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return whole.getvalue()


def refused(path: Path, content: bytes, words: str) -> None:
    """Whether it is told in one sentence that names the file."""
    path.write_bytes(content)
    with pytest.raises(PlaygroundError, match=words) as told:
        runfile.load(path)
    assert str(told.value).endswith(".")
    assert "\n" not in str(told.value)


def test_the_sound_one_opens(sound: bytes, path: Path) -> None:
    path.write_bytes(zipped(members_of(sound)))
    assert runfile.load(path).step == 10


# The file.


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x80\x04K\x01."])
def test_what_is_no_zip(content: bytes, path: Path) -> None:
    refused(path, content, r"bad\.ganrun cannot be opened: it is not a run of GAN Playground")


def test_another_zip(path: Path) -> None:
    refused(path, zipped({"letter.txt": b"dear"}), "it is not a run of GAN Playground")


@pytest.mark.parametrize("share", [0.01, 0.5, 0.999])
def test_one_that_was_cut_short(share: float, sound: bytes, path: Path) -> None:
    refused(path, sound[: int(share * len(sound))], "it is cut short or damaged")


def test_one_bit_that_turned(sound: bytes, path: Path) -> None:
    place = sound.index(b'"edits":')
    refused(path, sound[:place] + b"'" + sound[place + 1 :], "does not fit its checksum")


def test_what_is_not_there_or_no_file(tmp_path: Path) -> None:
    for name, words in (("nothing.ganrun", "no such file"), (".", "is a directory")):
        with pytest.raises(PlaygroundError, match=words):
            runfile.read(tmp_path / name)


def test_one_that_is_too_large(sound: bytes, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runfile_container, "most_bytes", len(sound) - 1)
    refused(path, sound, "it is too large")
    path.unlink()
    with pytest.raises(PlaygroundError, match="was not written: this run takes more than"):
        runfile.save(path, make(generator__width=64))
    assert not [*path.parent.glob("*.ganrun")]


# Its members.


def test_packed_content(sound: bytes, path: Path) -> None:
    refused(path, zipped(members_of(sound), ZIP_DEFLATED), "packed or locked")


def test_a_bomb_is_refused_before_it_goes_off(sound: bytes, path: Path) -> None:
    members = members_of(sound) | {TIP: bytes(300_000_000)}
    refused(path, zipped(members, ZIP_DEFLATED), "packed or locked")


def test_members_that_share_their_bytes(sound: bytes, path: Path) -> None:
    """A directory that names the same large content again and again would take more memory than the file."""
    with ZipFile(BytesIO(sound)) as archive:
        infos, end = archive.infolist(), sound.rindex(b"PK\x05\x06")
    directory = sound[archive.start_dir : end]
    first = directory[: 46 + len(infos[0].filename)]
    again = b"".join(first.replace(b"run.json", f"run{i:05}".encode()) for i in range(2000))
    count, size = len(infos) + 2000, len(directory) + len(again)
    tail = bytearray(sound[end:])
    tail[8:12] = count.to_bytes(2, "little") * 2
    tail[12:16] = size.to_bytes(4, "little")
    refused(path, sound[: archive.start_dir] + directory + again + bytes(tail), "larger than the file")


@pytest.mark.parametrize(
    "name", ["../../.bashrc", "/etc/passwd", "C:\\boot.ini", "notes.txt", "branches/7/tip.safetensors"]
)
def test_a_name_that_no_run_has(name: str, sound: bytes, path: Path) -> None:
    refused(path, zipped(members_of(sound) | {name: b"x"}), "it holds '.*', which no run does")
    assert [*path.parent.iterdir()] == [path]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_same_name_twice(sound: bytes, path: Path) -> None:
    path.write_bytes(sound)
    with ZipFile(path, "a") as archive:
        archive.writestr("run.json", b"{}")
    refused(path, path.read_bytes(), "something twice")


@pytest.mark.parametrize("name", [TIP, SCORE, "branches/0/5.safetensors"])
def test_a_member_that_is_missing(name: str, sound: bytes, path: Path) -> None:
    members = members_of(sound)
    del members[name]
    refused(path, zipped(members), f"{name} is missing from it")


def test_a_thumbnail_that_is_no_picture(sound: bytes, path: Path) -> None:
    refused(path, zipped(members_of(sound) | {"thumbnail.png": b"<svg>"}), "thumbnail is no picture")


# What it says.


def with_json(sound: bytes, change: Callable[[Any], object]) -> bytes:
    members = members_of(sound)
    said = json.loads(members["run.json"])
    change(said)
    return zipped(members | {"run.json": json.dumps(said).encode()})


def test_a_later_version(sound: bytes, path: Path) -> None:
    refused(
        path, with_json(sound, lambda said: said.update(format=2, new="thing")), "a later version of GAN Playground"
    )


@pytest.mark.parametrize(
    "text", [b"", b"{", b"[1]", b'{"format": 1}', b"\xff\xfe", b"[" * 100_000, b'{"format":1e999}']
)
def test_broken_json(text: bytes, sound: bytes, path: Path) -> None:
    refused(path, zipped(members_of(sound) | {"run.json": text}), "what it says of the run cannot be read")


SAID: dict[str, tuple[Callable[[Any], object], str]] = {
    "unknown knob": (lambda said: said["experiment"].update({"generator.depht": 2}), "no knob 'generator.depht'"),
    "value": (lambda said: said["experiment"].update({"batch_size": -1}), "batch_size is -1; it takes"),
    "contradiction": (lambda said: said["experiment"].update({"generator.kind": "point"}), "generator.kind"),
    "edit of no knob": (lambda said: said["edits"][0].update(knob="x"), "no knob 'x'"),
    "edit of a wrong value": (lambda said: said["edits"][0].update(value="many"), "batch_size is 'many'"),
    "edit of what is fixed": (
        lambda said: said["edits"][0].update(knob="generator.width", value=4),
        "cannot be|generator.width",
    ),
    "edit that is not there": (lambda said: said["branches"][0].update(edits=[0, 5]), "an edit that is not in it"),
    "a step that nobody comes to": (lambda said: said["branches"][0]["tip"].update(step=10**15), "cannot be read"),
    "order": (lambda said: said["branches"][0]["tip"].update(step=3), "not in order"),
    "no branch": (lambda said: said.update(branches=[]), "branches do not belong together"),
    "no such parent": (lambda said: said["branches"][0].update(parent=3), "branches do not belong together"),
    "lived elsewhere": (lambda said: said.update(lived=8), "branches do not belong together"),
    "a place that is not kept": (lambda said: said.update(step=4), "stood at step 4, which is not in it"),
    "a place at the tip": (lambda said: said.update(step=10), "stood at step 10, which is not in it"),
    "a place beyond": (lambda said: said.update(step=10**9), "stood at step 1,000,000,000, which is not in it"),
    "a place before": (lambda said: said.update(step=-1), "cannot be read"),
    "a place in words": (lambda said: said.update(step="here"), "cannot be read"),
    "long name": (lambda said: said["bookmarks"][0].update(name="x" * 1000), "a name in it is too long"),
    "angle": (lambda said: said["branches"][0]["tip"].update(angle="pi"), "cannot be read"),
    "an angle of data that cannot turn": (
        lambda said: said["branches"][0]["tip"].update(angle=0.5),
        "the data turned, which those of the kind normal cannot",
    ),
    "a knob out of range that the kind does not have": (
        lambda said: said["experiment"].update({"data.sigma": 9.0}),
        "data.sigma is 9.0; it takes",
    ),
    "other networks": (lambda said: said["experiment"].update({"generator.width": 512}), "not those of the networks"),
}


@pytest.mark.parametrize("kind", SAID)
def test_what_cannot_be(kind: str, sound: bytes, path: Path) -> None:
    change, words = SAID[kind]
    refused(path, with_json(sound, change), words)


def test_a_run_kept_with_knobs_that_its_kind_does_not_have(sound: bytes, path: Path) -> None:
    """They were taken once, and nothing read them: they are off, in the experiment as in an edit."""
    foreign = {"data.sigma": 0.3, "data.modes": 4, "data.side": 12, "data.drift": 1.0, "data.path": "gone.csv"}
    pending = {"knob": "data.drift", "value": 1.5, "step": 40, "turn": 0}

    def change(said: Any) -> None:
        said["experiment"].update(foreign)
        said["edits"][0].update(knob="data.sigma", value=0.2)
        said["edits"].append(pending)
        said["branches"][0]["tip"]["pending"] = [1]

    path.write_bytes(with_json(sound, change))
    trainer, head = runfile.load(path), read_head(path)
    assert trainer.experiment == head.experiment == make().experiment
    assert [(edit.knob, edit.value) for edit in (*trainer.edits, *trainer.pending)] == [
        ("data.sigma", 0.0),
        ("data.drift", 0.0),
    ]
    trainer.advance(50)
    assert (trainer.step, trainer.angle) == (60, 0.0)


def test_networks_are_compared_before_they_are_made(sound: bytes, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gan_playground.gan.runfile.saved.Trainer", lambda *_: pytest.fail("made too early"))
    huge = {"generator.width": 1024, "generator.depth": 8, "discriminator.width": 1024, "discriminator.depth": 8}
    refused(path, with_json(sound, lambda said: said["experiment"].update(huge)), "not those of the networks")


def test_data_that_are_gone_are_told_of_as_ever(tmp_path: Path) -> None:
    numbers = tmp_path / "heights.csv"
    numbers.write_text("cm\n" + "\n".join(str(150 + i) for i in range(50)))
    runfile.save(tmp_path / "one.ganrun", make(data__kind="column", data__path=str(numbers)))
    numbers.unlink()
    run = runfile.read(tmp_path / "one.ganrun")
    with pytest.raises(PlaygroundError, match=r"heights\.csv"):
        run.open()


# Its tensors.

Tensors = dict[str, Any]
FIRST = "generator.weights.0"
HURT: dict[str, tuple[str, Callable[[Tensors], object], str]] = {
    "shape": (TIP, lambda kept: kept.update({FIRST: kept[FIRST].reshape(-1)}), "not those of the networks"),
    "size": (TIP, lambda kept: kept.update({FIRST: np.zeros((9, 9), np.float32)}), "not those of the networks"),
    "missing": (TIP, lambda kept: kept.pop(FIRST), "not those of the networks"),
    "too many": (TIP, lambda kept: kept.update(more=np.zeros(3, np.float32)), "not those of the networks"),
    "bits": (TIP, lambda kept: kept.update({FIRST: kept[FIRST].astype(np.float64)}), "numbers of 32 bits"),
    "half": (TIP, lambda kept: kept.update({FIRST: kept[FIRST].astype(np.float16)}), "cannot be told apart"),
    "no random state": (TIP, lambda kept: kept.pop("random"), "random state or weights are missing"),
    "a random state that is none": (TIP, lambda kept: kept.update(random=kept["random"] * 0), "random state is none"),
    "no score": (SCORE, lambda kept: kept.pop("fake.whole.steps"), "its score does not hold"),
    "score of 32 bits": (
        SCORE,
        lambda kept: kept.update({"fake.recent.values": kept["fake.recent.values"].astype(np.float32)}),
        "its score does not hold",
    ),
    "score that goes back": (
        SCORE,
        lambda kept: kept.update({"fake.recent.steps": kept["fake.recent.steps"][::-1].copy()}),
        "its score does not hold",
    ),
}


@pytest.mark.parametrize("kind", HURT)
def test_tensors_that_are_not_as_they_should_be(kind: str, sound: bytes, path: Path) -> None:
    member, change, words = HURT[kind]
    members = members_of(sound)
    tensors = load(members[member])
    change(tensors)
    refused(path, zipped(members | {member: save(tensors)}), words)


@pytest.mark.parametrize("text", [b"", b"\x00" * 8, b"\xff" * 64, (2).to_bytes(8, "little") + b"[]"])
def test_no_tensors_at_all(text: bytes, sound: bytes, path: Path) -> None:
    refused(path, zipped(members_of(sound) | {TIP: text}), "cannot be told apart|are missing")


# All kinds of damage, and a sudden end.


@pytest.mark.skipif(sys.platform == "win32", reason="its kills are those of POSIX")
@pytest.mark.parametrize(("cases", "kills"), [(25, 2), pytest.param(150, 10, marks=pytest.mark.slow)])
def test_damage_gives_a_run_or_a_sentence_and_a_kill_leaves_a_whole_file(cases: int, kills: int) -> None:
    tool = [sys.executable, str(ROOT / "tools" / "fuzz_runfile.py")]
    tool += ["--cases", str(cases), "--kills", str(kills), "--seed", "7"]
    done = subprocess.run(tool, capture_output=True, text=True, timeout=110, env={**os.environ, "OMP_NUM_THREADS": "1"})
    assert done.returncode == 0, done.stderr
    came = json.loads(done.stdout)
    assert came["damaged"].keys() <= {"a sentence", "the right content", "another run, well-formed"}
    assert sum(came["damaged"].values()) == cases
    assert came["damaged"]["a sentence"] > cases * 2 / 3
    assert came["killed"]["a whole run"] == kills
    assert came["most_memory_mb"] < 1000


def test_a_save_that_fails_leaves_the_old_file(sound: bytes, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(sound)
    monkeypatch.setattr(os, "fsync", _no_space)
    with pytest.raises(PlaygroundError, match=r"bad\.ganrun cannot be written: No space left"):
        runfile.save(path, make())
    assert path.read_bytes() == sound
    assert [entry for entry in path.parent.iterdir() if entry.suffix == ".ganrun"] == [path]


def _no_space(_: int) -> None:
    raise OSError(28, "No space left on device")


def test_what_a_killed_save_left_is_cleared_away_by_a_later_one(path: Path) -> None:
    """One that is an hour old; a younger one may still be at work."""
    old, young, other = (path.parent / f".{name}.ganrun" for name in ("bad.ganrun.old", "bad.ganrun.young", "another"))
    for leftover in (old, young, other):
        leftover.write_bytes(b"half")
        os.utime(leftover, (0, 0))
    os.utime(young)
    runfile.save(path, make())
    assert (old.exists(), young.exists(), other.exists()) == (False, True, True)
