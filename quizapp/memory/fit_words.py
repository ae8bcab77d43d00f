"""What fits come to, in plain English sentences, for the command line."""

from __future__ import annotations

from quizapp.memory.fits import Outcome, figures_of
from quizapp.memory.models import MemoryFit
from quizapp.scheduling.fitting import INSTALL
from quizapp.scheduling.held_out import HeldOut
from quizapp.scheduling.trial import FEWEST_REVIEWS

HOW_TO_GET_IT = f"Fitting weights needs SciPy: install it beside quizapp with “{INSTALL}”."


def sentence_of(fit: MemoryFit) -> str:
    """Say what became of a fit, and why."""
    made_over = f"{fit.reviews} reviews of {fit.learners} {'learner' if fit.learners == 1 else 'learners'}"
    figures = figures_of(fit)
    if fit.outcome == Outcome.TOO_FEW or figures is None:
        return f"Not adopted: {made_over} are too few; {FEWEST_REVIEWS} reviews are asked for."
    told = f"log loss on {figures.answers} answers held back: {figures.before:.4f} before, {figures.after:.4f} after"
    if figures.low is None or figures.high is None:
        return f"Not adopted: {made_over}; {told}; too few to say how sure that is."
    return f"{_verdict(fit, figures)}; {made_over}; {told}; {interval(figures)}."


def _verdict(fit: MemoryFit, figures: HeldOut) -> str:
    if fit.outcome == Outcome.ADOPTED:
        return "Adopted"
    return "Not adopted: it may be chance" if figures.change < 0 else "Not adopted: it does not predict better"


def interval(figures: HeldOut) -> str:
    """Say how sure the change of log loss is."""
    return (
        f"change {figures.change:+.4f}, 95 % from {figures.low:+.4f} to {figures.high:+.4f} "
        f"(bootstrap over {figures.clusters} {figures.drawn}s)"
    )
