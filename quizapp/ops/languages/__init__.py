"""Pages in another language: gathering their sentences for whoever translates them."""
