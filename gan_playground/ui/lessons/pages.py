"""The pages of a lesson's text, as its card shows them, and what their buttons say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from gan_playground.lessons.claim import Wait
from gan_playground.lessons.deed import Deed
from gan_playground.lessons.duel import Duel
from gan_playground.lessons.lesson import STORY_TITLES, Lesson, Phase
from gan_playground.lessons.predict import Predict
from gan_playground.ui.theme.wording import brief_setting_words


class Action(Struct, frozen=True):
    """What the button of a phase says, and how it looks: a `variant` of the style sheet."""

    title: str
    variant: str = ""


ACTIONS = {
    "train_discriminator": Action("Train D to its best", "discriminator"),
    "step_discriminator": Action("Step D", "discriminator"),
    "step_generator": Action("Step G", "generator"),
    "step_both": Action("Step both"),
    "play": Action("Play", "primary"),
    "pause": Action("Pause"),
    "restart": Action("Start over"),
    "restart_paused": Action("Start over, paused"),
    "begin_trained": Action("Begin with trained players"),
    "turn": Action("Turn", "primary"),
    "compare": Action("Side by side", "primary"),
    "rewind": Action("Go back"),
    "slow_motion": Action("One turn, slowly", "primary"),
}
"""What a phase may ask for, by the name it has in a lesson file."""


own_data = (
    "G learns **{name}** now, which you have brought. The pages that follow were written for the lesson's own data: "
    "their numbers and names are of those."
)
"""Said before a lesson's pages, where they speak of other data than there are."""


class StoryPage(Struct, frozen=True):
    """One page of the card. `text` may mark words **bold**; `action` is a key of ACTIONS, or empty; `knobs` by path.

    to: the step that `rewind` goes back to. predict: what is asked there. deed, duel, light, layers, side: as in Phase.
    """

    title: str
    text: str
    action: str = ""
    knobs: Mapping[str, Any] = field(default_factory=dict)
    to: int = 0
    until: Wait | None = None
    predict: Predict | None = None
    deed: Deed | None = None
    duel: Duel | None = None
    light: tuple[str, ...] = ()
    layers: Mapping[str, bool] = field(default_factory=dict)
    side: str = ""

    @property
    def button_text(self) -> str:
        """What the page's button says: where a single knob is turned, which, and to what."""
        if self.action == "turn" and len(self.knobs) == 1:
            ((path, value),) = self.knobs.items()
            words = brief_setting_words(path, value)
            return words[0].upper() + words[1:]
        if self.action == "rewind":
            return f"Back to step {self.to:,}"
        return "Turn the knobs" if self.action == "turn" else ACTIONS[self.action].title


def pages_of(lesson: Lesson) -> tuple[StoryPage, ...]:
    """The three paragraphs of the lesson's story, then its phases."""
    story = lesson.story
    return (
        *map(StoryPage, STORY_TITLES, (story.shown, story.look, story.attempt)),
        *map(_page_of, lesson.phases),
    )


def _page_of(phase: Phase) -> StoryPage:
    acts = phase.action, phase.knobs, phase.to, phase.until, phase.predict, phase.deed, phase.duel
    return StoryPage(phase.title, phase.words, *acts, phase.light, phase.layers, phase.side)
