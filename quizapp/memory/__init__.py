"""One memory per learner and card: its state, and the append-only log of all evidence."""
