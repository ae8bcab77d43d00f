"""When a learner studies: the calendar of their days, and what is placed on them."""
