"""When a card comes back: pure functions of a memory, a rating and a moment handed in. No IO or clock."""
