"""How a course grade comes from points: values in, values out; no IO, no clock, no frameworks."""
