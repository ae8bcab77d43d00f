"""What the self-hoster runs: serve, set-up, and the loading of shipped banks."""
