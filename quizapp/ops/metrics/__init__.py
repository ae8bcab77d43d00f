"""Figures for Prometheus: counted by each serving process in a file of its own, added up when they are asked for."""
