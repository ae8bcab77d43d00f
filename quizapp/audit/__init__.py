"""What staff did: a log that is only added to, which every feature above writes and quizapp.oversight shows."""
