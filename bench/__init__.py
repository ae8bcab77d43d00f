"""The benchmarks: `make bench` runs them all, `python -m bench.<name>` one. Every row is a ratio within one run."""
