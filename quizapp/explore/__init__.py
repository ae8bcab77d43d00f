"""Views of the banks for whoever practises with them: timeline, sources, actors, coverage. Nothing here is stored."""
