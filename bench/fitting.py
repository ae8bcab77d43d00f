"""(m) Fitting weights over generated classes: how often what is adopted is right, what it takes, how reliable it is.

Classes of 12 learners and 40 cards over 60 days, or larger ones, seeded. Those that forget sooner follow weights unlike
the model's own; the others follow the model's own, where nothing may be adopted but by chance: by construction of the
interval one in forty. The page of predictions is that of the first class that forgets sooner.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from dataclasses import replace

from bench.classes import RULES, ClassPlan, answers_of_class, forgetful_weights, logs_of
from bench.table import print_row
from quizapp.scheduling.metrics import Quality
from quizapp.scheduling.state import DEFAULT_WEIGHTS, Rules
from quizapp.scheduling.summing import summarise
from quizapp.scheduling.trial import Logs, Trial, judged_by_learner, try_fit

CLASSES = 20
PLANS = (
    ("12 learners", ClassPlan()),
    ("30 learners", ClassPlan(learners=30)),
    ("60 learners, 80 cards, 120 days", ClassPlan(learners=60, cards=80, days=120)),
)
KINDS = (("forgets sooner", forgetful_weights(), CLASSES), ("as the model has it", DEFAULT_WEIGHTS, CLASSES))


def main() -> None:
    """Print a row for each kind of class, each size, and the page of predictions."""
    for name, true, count in KINDS:
        trials = [_trial(true, ClassPlan(), seed) for seed in range(1, count + 1)]
        _print_trials(f"(m) fits, {count} classes, each {name}", [trial for trial, _logs, _seconds in trials])
    for name, plan in PLANS:
        trial, _logs, seconds = _trial(forgetful_weights(), plan, 1)
        print_row(f"(m) a fit over {name}", f"{trial.reviews:,} reviews", f"{seconds:.1f} s of processor time")
    _print_page(*_trial(forgetful_weights(), ClassPlan(), 1)[:2])


def _trial(true: tuple[float, ...], plan: ClassPlan, seed: int) -> tuple[Trial, Logs, float]:
    logs = logs_of(answers_of_class(true, plan, seed))
    begun = time.process_time()
    trial = try_fit(logs, RULES, DEFAULT_WEIGHTS)
    return trial, logs, time.process_time() - begun


def _print_trials(what: str, trials: Sequence[Trial]) -> None:
    held_out = [trial.held_out for trial in trials if trial.held_out]
    before, after = ([getattr(one, side) for one in held_out] for side in ("before", "after"))
    print_row(
        what,
        f"adopted {sum(trial.is_better for trial in trials)}",
        f"held-out log loss {statistics.median(before):.4f} before, {statistics.median(after):.4f} after",
        f"AVG {statistics.median(one.average for one in held_out):.4f}",
        f"MOVING-AVG {statistics.median(one.moving for one in held_out):.4f}",
        f"better in {sum(one.change < 0 for one in held_out)}",
    )


def _print_page(trial: Trial, logs: Logs) -> None:
    fitted = replace(RULES, parameters=replace(RULES.parameters, weights=trial.weights or DEFAULT_WEIGHTS))
    for name, rules in (("the model's own weights", RULES), ("the fitted weights", fitted)):
        _print_summary(name, logs, rules, trial.held_out.from_day if trial.held_out else 0)


def _print_summary(name: str, logs: Logs, rules: Rules, from_day: int) -> None:
    answers = judged_by_learner(logs, rules)
    held_back = {learner: [one for one in group if one.day >= from_day] for learner, group in answers.items()}
    summary = summarise(held_back)
    told = {name: summary.model, "AVG": summary.average, "MOVING-AVG": summary.moving}
    what = f"(m) predictions of {summary.answers} answers held back"
    for predicted_by, quality in told.items():
        if quality:
            print_row(what, predicted_by, *_cells(quality))
    bins = ", ".join(f"{one.predicted:.0%} → {one.recalled:.0%} of {one.count}" for one in summary.bins)
    print_row(f"{what}, reliability", name, bins)


def _cells(quality: Quality) -> tuple[str, str, str]:
    auc = "–" if quality.auc is None else f"{quality.auc:.3f}"
    return f"log loss {quality.log_loss:.4f}", f"RMSE (bins) {quality.rmse_bins:.4f}", f"AUC {auc}"


if __name__ == "__main__":
    main()
