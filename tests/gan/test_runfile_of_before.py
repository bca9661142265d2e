"""Run files that were saved before: by the program of commit e62baf0, after 60 steps with a knob turned at 30."""

from pathlib import Path

import numpy as np

from gan_playground.gan import runfile

SAVED = Path(__file__).parent / "files" / "of-0.1.0.ganrun"


def test_a_run_of_before_opens_where_it_stood_and_trains_on() -> None:
    trainer = runfile.load(SAVED)
    assert (trainer.step, trainer.seed) == (60, 3)
    assert [(edit.knob, edit.value, edit.step) for edit in trainer.edits] == [("generator.learning_rate", 0.02, 30)]
    trainer.advance(40)
    assert trainer.step == 100


def test_of_a_run_of_before_the_value_is_known_from_where_it_goes_on() -> None:
    trainer = runfile.load(SAVED)
    trainer.advance(40)
    tracks = trainer.observe().history.whole
    value, loss = tracks["value"], tracks["loss.discriminator"]
    np.testing.assert_array_equal(value.steps, np.arange(1, 101))
    assert np.isnan(value.values[:60]).all()
    assert trainer.experiment.objective in ("minimax", "non-saturating")
    np.testing.assert_allclose(value.values[60:], -loss.values[60:], rtol=1e-6)
    assert trainer.diverged_at is None


def test_a_run_of_before_is_the_same_when_it_is_saved_again(tmp_path: Path) -> None:
    trainer = runfile.load(SAVED)
    runfile.save(tmp_path / "again.ganrun", trainer)
    again = runfile.load(tmp_path / "again.ganrun")
    trainer.advance(20)
    again.advance(20)
    for key, track in trainer.observe().history.whole.items():
        assert track.values.tobytes() == again.observe().history.whole[key].values.tobytes(), key
