"""The gradebook of a class: marks, what teachers decide about them, how grades come about, what students see of it."""
