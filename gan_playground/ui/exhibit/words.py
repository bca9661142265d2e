"""What is said beside a lesson to somebody who has never heard of it; of others, their own first page."""

from __future__ import annotations

from gan_playground.lessons.lesson import Lesson

first_words = {
    "ring-rescued": "A network that has never seen the **orange** dots learns to land its **blue** triangles on all "
    "eight. It only hears from another network, the judge, how believable each one looks.",
    "textbook-curve": "A network bends random numbers into the **blue** curve. It is to match the dotted **orange** "
    "one, which it never sees. The **pink** line is the judge: how likely is a number there to be real?",
    "counterfeiter": "A forger who never sees real money, and the police, who learn to tell his from it. He only hears "
    "which ink would have deceived them.",
    "chase": "The whole ring turns, for ever. The judge learns where the **orange** dots were a moment ago; the forger "
    "learns what the judge has learned. Both are always a little late.",
    "palette": "A photograph, taken apart into its colours. A network mixes its own, and never sees the photo: "
    "it only hears which of them nobody would have believed.",
    "faces": "The real faces were drawn by a program. The others come from a network that has never seen a face: it "
    "only hears from a judge what gave them away.",
}


def words_of(lesson: Lesson) -> str:
    """With marks, as a lesson has them."""
    return first_words.get(lesson.id, lesson.story.shown)
