"""What answers say about questions and about a quiz: classical item analysis. Pure: no IO, clock or framework."""
